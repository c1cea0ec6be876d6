package dev.lifeguard.gateway.health;

import dev.lifeguard.reason.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks why a gateway that is gone does not come back: once for each state of its configuration
 * file, because each look costs two seconds of a processor. One event loop's own.
 */
final class Autopsy {
  /** What the file came to, as it was then. */
  private record Finding(Optional<FileTime> changed, ConfigVerdict.Word word) {}

  /** How soon a changed file is noticed. */
  private static final Duration PACE = Duration.ofSeconds(2);

  /** How soon a program that gave no answer is asked again: it costs as much each time. */
  private static final Duration NO_ANSWER = Duration.ofSeconds(30);

  private final Aside aside;
  private final Consumer<Optional<Failure>> listener;
  private Optional<Finding> last = Optional.empty();
  private Optional<Long> lookedAt = Optional.empty();
  private boolean looking;
  private int life;

  Autopsy(Aside aside, Consumer<Optional<Failure>> listener) {
    this.aside = aside;
    this.listener = listener;
  }

  /**
   * @param premises where it lives, or lived; may look for it in files
   */
  void perform(Supplier<Optional<Premises>> premises, long nanos) {
    if (looking || lookedAt.filter(at -> nanos - at < pace().toNanos()).isPresent()) return;
    looking = true;
    lookedAt = Optional.of(nanos);
    var mine = life;
    var before = last;
    aside
        .ask(() -> look(premises, before))
        .onComplete(_ -> looking = false)
        .onSuccess(
            finding -> {
              if (mine != life) return; // it is back
              last = Optional.of(finding);
              listener.accept(finding.word().rejected());
            });
  }

  private Duration pace() {
    var unanswered = last.filter(it -> it.changed().isPresent() && !it.word().told()).isPresent();
    return unanswered ? NO_ANSWER : PACE;
  }

  /** The gateway is back. */
  void over() {
    life++;
    lookedAt = Optional.empty();
    last = Optional.empty();
  }

  private static Finding look(Supplier<Optional<Premises>> premises, Optional<Finding> before) {
    return premises
        .get()
        .map(found -> look(found, before))
        .orElseGet(() -> new Finding(Optional.empty(), ConfigVerdict.Word.NONE));
  }

  private static Finding look(Premises premises, Optional<Finding> before) {
    var changed = changed(premises);
    return before
        .filter(finding -> finding.word().told() && finding.changed().equals(changed))
        .orElseGet(() -> new Finding(changed, ConfigVerdict.of(premises)));
  }

  private static Optional<FileTime> changed(Premises premises) {
    try {
      return Optional.of(Files.getLastModifiedTime(premises.config()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

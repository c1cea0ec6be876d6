package dev.lifeguard.diagnosis.watch;

import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Loss;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * How the way to one gateway came and went lately. Belongs to one event-loop context; what is older
 * than the window is forgotten.
 */
final class Course {
  private static final Duration WINDOW = Duration.ofMinutes(30);
  private static final Duration TOO_LONG = Duration.ofSeconds(90);
  private static final int MOST = 100;

  private final Deque<Loss> losses = new ArrayDeque<>();
  private final Deque<Instant> boots = new ArrayDeque<>();
  private Optional<Instant> pendingSince = Optional.empty();
  private Optional<Failure> lastAttempt = Optional.empty();
  private Optional<Instant> answered = Optional.empty();

  void lost(Loss loss) {
    losses.add(loss);
    if (losses.size() > MOST) losses.removeFirst();
  }

  void booted(Instant at) {
    boots.add(at);
    if (boots.size() > MOST) boots.removeFirst();
  }

  void pending(Instant since) {
    pendingSince = Optional.of(since);
  }

  void attempted(Failure failure) {
    lastAttempt = Optional.of(failure);
  }

  void answered(Instant at) {
    answered = Optional.of(at);
  }

  /** The tunnel is another one now: what it led to says nothing of what it leads to. */
  void rerouted() {
    answered = Optional.empty();
  }

  void settled() {
    pendingSince = Optional.empty();
    lastAttempt = Optional.empty();
  }

  List<Sign> signs(Instant now) {
    var from = now.minus(WINDOW);
    losses.removeIf(loss -> loss.at().isBefore(from));
    boots.removeIf(boot -> boot.isBefore(from));
    var signs = new ArrayList<Sign>();
    if (!losses.isEmpty()) signs.add(new Sign.Losses(List.copyOf(losses), WINDOW));
    boots.forEach(boot -> signs.add(new Sign.BootChanged(boot)));
    answered
        .map(at -> "last at " + at.truncatedTo(ChronoUnit.SECONDS))
        .ifPresent(when -> signs.add(new Sign.AnsweredBefore(when)));
    pendingSince
        .map(since -> Duration.between(since, now))
        .filter(length -> length.compareTo(TOO_LONG) >= 0)
        .ifPresent(length -> signs.add(new Sign.Pending(length, lastAttempt)));
    return signs;
  }
}

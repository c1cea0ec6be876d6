package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Payload;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the gateway's log on from where it last stopped, and counts what the last hour brought. The
 * first reading goes back as far as one answer can: so a restart of ours forgets nothing that the
 * log still tells. No line is counted twice, also when the file was rotated.
 */
final class LogBook {
  private static final int FIRST_BYTES = 1_000_000;
  private static final int LINES = 5_000;

  /** What a reading brought beyond what was known. */
  record News(int errors, int authFailures, List<ProviderSign> signs) {}

  private final Hour errors = new Hour();
  private final LogShare share = new LogShare();
  private final Hour authFailures = new Hour();
  private Optional<Long> cursor = Optional.empty();
  private Instant newest = Instant.MIN;
  private final Set<Integer> atNewest = new HashSet<>();
  private Optional<Instant> since = Optional.empty();

  JsonObject question() {
    var params = new JsonObject().put("limit", LINES).put("maxBytes", FIRST_BYTES);
    cursor.ifPresent(at -> params.put("cursor", at));
    return params;
  }

  News read(Payload tail, Instant now) {
    var first = cursor.isEmpty();
    cursor = tail.whole("cursor").filter(at -> at >= 0);
    var again = tail.flag("reset").orElse(false);
    var fresh = new ArrayList<LogLine>();
    share.read(tail.text("file").orElse(""), tail.texts("lines"));
    for (var text : tail.texts("lines"))
      Payload.read(text)
          .flatMap(LogLine::of)
          .filter(line -> !again || isNew(line, text))
          .ifPresent(
              line -> {
                remember(line, text);
                fresh.add(line);
              });
    if (first) since = covered(tail, fresh, now);
    else if (again && tail.whole("skippedBytes").orElse(0L) > 0)
      since = Optional.of(fresh.isEmpty() ? now : fresh.getFirst().at());
    return count(fresh);
  }

  /** The window is whole once we have looked for an hour, or the log told the whole of it. */
  boolean whole(Instant now) {
    return since.filter(at -> !at.isAfter(now.minus(Duration.ofHours(1)))).isPresent();
  }

  /** From when on nothing was missed; empty before the first reading. */
  Optional<Instant> since() {
    return since;
  }

  LogShare share() {
    return share;
  }

  int errors(Instant now) {
    return errors.count(now);
  }

  int authFailures(Instant now) {
    return authFailures.count(now);
  }

  /** A log that begins within what we got was told from its beginning: before it there was none. */
  private static Optional<Instant> covered(Payload tail, List<LogLine> lines, Instant now) {
    var cut = tail.flag("truncated").orElse(false);
    if (!cut || lines.isEmpty()) return Optional.of(cut ? now : Instant.EPOCH);
    return Optional.of(lines.getFirst().at());
  }

  /** After a rotation the same lines may come again: what is not newer was counted. */
  private boolean isNew(LogLine line, String text) {
    return line.at().isAfter(newest)
        || line.at().equals(newest) && !atNewest.contains(text.hashCode());
  }

  private void remember(LogLine line, String text) {
    if (line.at().isAfter(newest)) {
      newest = line.at();
      atNewest.clear();
    }
    if (line.at().equals(newest)) atNewest.add(text.hashCode());
  }

  private News count(List<LogLine> fresh) {
    var signs = new ArrayList<ProviderSign>();
    var failures = 0;
    var refusals = 0;
    for (var line : fresh) {
      line.provider().ifPresent(signs::add);
      line.store().ifPresent(share::store);
      switch (line.kind()) {
        case ERROR -> {
          failures++;
          errors.add(line.at());
        }
        case AUTH_FAILURE -> {
          refusals++;
          authFailures.add(line.at());
        }
        case OTHER -> {}
      }
    }
    return new News(failures, refusals, signs);
  }
}

package dev.lifeguard.path;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.time.Moment;
import java.util.Optional;

/** What the looks at one path have come to so far. Immutable. */
public sealed interface PathHealth {
  /** Nobody has looked yet. */
  record Unseen() implements PathHealth {}

  /** Answers, without a miss since then. */
  record Healthy(Moment since) implements PathHealth {}

  /**
   * Does not answer.
   *
   * @param times looks in a row that failed
   * @param why the latest failure
   */
  record Failing(Moment since, int times, Failure why) implements PathHealth {}

  /** After a look that found the failure, or none. */
  default PathHealth next(Optional<Failure> seen, Moment now) {
    return seen.map(why -> failing(why, now)).orElseGet(() -> healthy(now));
  }

  private PathHealth failing(Failure why, Moment now) {
    return switch (this) {
      case Failing(var since, var times, _) -> new Failing(since, times + 1, why);
      case Unseen _, Healthy _ -> new Failing(now, 1, why);
    };
  }

  private PathHealth healthy(Moment now) {
    return switch (this) {
      case Healthy _ -> this;
      case Unseen _, Failing _ -> new Healthy(now);
    };
  }

  /** One word for tables and JSON. */
  default String word() {
    return switch (this) {
      case Unseen _ -> "unseen";
      case Healthy _ -> "healthy";
      case Failing _ -> "failing";
    };
  }
}

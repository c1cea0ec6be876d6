package dev.lifeguard.console;

import dev.lifeguard.config.DurationText;
import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.fact.Fact;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** From when to when, and in which steps: the parameters {@code since}, {@code until}, step. */
sealed interface Stretch {
  record Refused(String detail) implements Stretch {}

  record Given(Instant since, Instant until, Duration step) implements Stretch {
    long points() {
      return Duration.between(since, until).dividedBy(step) + 1;
    }

    /** Whether it is to be drawn from minutes; else from hours. */
    boolean fine() {
      return step.compareTo(HOUR) < 0;
    }
  }

  Duration HOUR = Duration.ofHours(1);
  Duration USUAL = Duration.ofHours(3);
  Duration MINUTES_KEPT = Duration.ofDays(8);
  Duration HOURS_KEPT = Duration.ofDays(90);
  int MOST = 3000;
  int USUAL_POINTS = 200;

  List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          HOUR,
          Duration.ofHours(6),
          Duration.ofDays(1));

  static Stretch of(Asked asked, Instant now) {
    return of(asked.query("since"), asked.query("until"), asked.query("step"), now);
  }

  static Stretch of(
      Optional<String> since, Optional<String> until, Optional<String> step, Instant now) {
    var end = until.map(text -> moment(text, now)).orElse(Optional.of(now));
    if (end.isEmpty()) return new Refused(momentWanted("until", until.orElse("")));
    var begin = since.map(text -> moment(text, now)).orElse(Optional.of(end.get().minus(USUAL)));
    if (begin.isEmpty()) return new Refused(momentWanted("since", since.orElse("")));
    if (!begin.get().isBefore(end.get())) return new Refused("`since` lies before `until`");
    var whole = Duration.between(begin.get(), end.get());
    var wanted = step.map(Stretch::step).orElse(Optional.of(usual(whole, begin.get(), now)));
    if (wanted.isEmpty()) return new Refused("`step` is a duration from 1m, such as 5m or 1h");
    return within(begin.get(), end.get(), wanted.get());
  }

  private static Stretch within(Instant since, Instant until, Duration step) {
    var begin = Instant.ofEpochMilli(since.toEpochMilli() / step.toMillis() * step.toMillis());
    var given = new Given(begin, until, step);
    return given.points() > MOST
        ? new Refused(
            "that would be "
                + given.points()
                + " points, and "
                + MOST
                + " are the most; give a longer step")
        : given;
  }

  private static Duration usual(Duration whole, Instant since, Instant now) {
    var old = Duration.between(since, now).compareTo(MINUTES_KEPT) > 0;
    return STEPS.stream()
        .filter(step -> !old || step.compareTo(HOUR) >= 0)
        .filter(step -> whole.dividedBy(step) <= USUAL_POINTS)
        .findFirst()
        .orElse(STEPS.getLast());
  }

  private static Optional<Duration> step(String text) {
    return DurationText.parse(text) instanceof Parsed.Taken<Duration>(var step)
            && step.compareTo(STEPS.getFirst()) >= 0
            && step.compareTo(HOURS_KEPT) <= 0
        ? Optional.of(step)
        : Optional.empty();
  }

  /** A time ago, or a moment. */
  private static Optional<Instant> moment(String text, Instant now) {
    if (DurationText.parse(text) instanceof Parsed.Taken<Duration>(var ago))
      return ago.compareTo(HOURS_KEPT) <= 0 ? Optional.of(now.minus(ago)) : Optional.empty();
    try {
      return Optional.of(Instant.parse(text))
          .filter(at -> Duration.between(at, now).abs().compareTo(HOURS_KEPT) <= 0);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String momentWanted(String name, String text) {
    return "`"
        + name
        + "` is a time ago, such as 3h or 7d, at most 90d, or a moment such as"
        + " 2026-01-31T10:00:00Z; it is \""
        + text
        + "\"";
  }

  /** The answer to one who asks for a fact that there is not. */
  static Reply noFact(Asked asked) {
    var codes = Arrays.stream(Fact.values()).map(Fact::code).toList();
    var wanted = asked.query("fact").orElse("");
    if (wanted.isEmpty()) return Reply.refused("say which `fact`, such as gateway_latency");
    var near = Nearest.to(wanted, codes).map(name -> "; did you mean " + name + "?").orElse("");
    return Reply.refused("\"" + wanted + "\" is no fact" + near);
  }
}

package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One record of the gateway's log, reduced to what it is to us. Its text may hold anything, also
 * secrets, so none of it is kept.
 */
record LogLine(Instant at, Kind kind, Optional<ProviderSign> provider, Optional<String> store) {
  /** What a line counts as. */
  enum Kind {
    ERROR,
    AUTH_FAILURE,
    OTHER
  }

  private static final Pattern FETCHED =
      Pattern.compile("^\\[model-fetch] (response|error) provider=(\\S{1,100}) ");
  private static final Pattern STATUS = Pattern.compile(" status=(\\d{3})\\b");
  private static final Pattern CAUSE = Pattern.compile(" causeCode=(\\w{1,40})\\b");

  /** Empty when the line is no record. */
  static Optional<LogLine> of(Payload line) {
    var meta = line.child("_meta");
    return meta.text("date").flatMap(LogLine::instant).map(at -> of(at, meta, line));
  }

  private static LogLine of(Instant at, Payload meta, Payload line) {
    var message = line.text("message").orElse("");
    return new LogLine(at, kind(meta, message), sign(at, line, message), store(meta));
  }

  private static Kind kind(Payload meta, String message) {
    // command lines, our own included, write into the gateway's log under this name
    if (meta.text("name").filter("openclaw"::equals).isPresent()) return Kind.OTHER;
    if (message.startsWith("unauthorized conn=")) return Kind.AUTH_FAILURE;
    var level = meta.text("logLevelName").orElse("");
    return level.equals("ERROR") || level.equals("FATAL") ? Kind.ERROR : Kind.OTHER;
  }

  /** Where the gateway that wrote the line keeps its jobs. Few lines say so. */
  private static Optional<String> store(Payload meta) {
    return meta.text("name")
        .filter(name -> name.contains("\"storeKey\""))
        .flatMap(Payload::read)
        .flatMap(name -> name.text("storeKey"));
  }

  private static Optional<ProviderSign> sign(Instant at, Payload line, String message) {
    var fetched = FETCHED.matcher(message);
    if (fetched.find()) {
      var status = STATUS.matcher(message);
      var cause = CAUSE.matcher(message);
      if (fetched.group(1).equals("response") && status.find())
        return Optional.of(
            ProviderSign.status(at, fetched.group(2), Integer.parseInt(status.group(1))));
      return Optional.of(
          ProviderSign.unreachable(
              at, fetched.group(2), cause.find() ? cause.group(1) : "no answer"));
    }
    var structured = line.child("1");
    return structured
        .text("event")
        .filter("auth_profile_failure_state_updated"::equals)
        .flatMap(_ -> cooldown(at, structured));
  }

  /** The gateway keeps away from a provider for a while, and says until when. */
  private static Optional<ProviderSign> cooldown(Instant at, Payload event) {
    return event
        .text("provider")
        .map(
            provider ->
                ProviderSign.coolingDown(
                    at,
                    provider,
                    event.text("reason").orElse(""),
                    event
                        .whole("cooldownUntil")
                        .map(Instant::ofEpochMilli)
                        .filter(until -> until.isBefore(at.plus(Duration.ofDays(2))))));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

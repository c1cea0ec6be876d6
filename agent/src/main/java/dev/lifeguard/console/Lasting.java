package dev.lifeguard.console;

import dev.lifeguard.config.DurationText;
import dev.lifeguard.config.Parsed;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** How long something asked for over HTTP shall last: the field {@code for}. */
sealed interface Lasting {
  /** Longer is a mistake: what is forgotten must end. */
  Duration LONGEST = Duration.ofDays(90);

  record Given(Optional<Duration> duration) implements Lasting {}

  record Refused(String detail) implements Lasting {}

  static Lasting of(JsonObject body) {
    if (!body.containsKey("for")) return new Given(Optional.empty());
    if (!(body.getValue("for") instanceof String text))
      return new Refused("`for` is a text such as \"2h\"");
    return switch (DurationText.parse(text)) {
      case Parsed.Taken<Duration>(var duration)
          when duration.isPositive() && duration.compareTo(LONGEST) <= 0 ->
          new Given(Optional.of(duration));
      case Parsed.Taken<Duration> _ -> new Refused("`for` lies between 1ms and 90d");
      case Parsed.Refused<Duration>(var message, var mend, _) ->
          new Refused("`for`: " + shown(text) + " " + message + "; " + mend);
    };
  }

  private static String shown(String text) {
    return "\"" + text.substring(0, Math.min(40, text.length())) + "\"";
  }
}

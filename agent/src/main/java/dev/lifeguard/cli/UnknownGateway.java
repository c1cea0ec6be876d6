package dev.lifeguard.cli;

import dev.lifeguard.config.Nearest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says that what is kept quiet names a gateway that nobody watches: it may come later, but mostly
 * it is mistyped, and the pages come all the same.
 */
final class UnknownGateway {
  private static final Pattern NAMES_ONE =
      Pattern.compile("\\s*gateway\\s*=\\s*\"?([^\"~]+?)\"?\\s*");

  private UnknownGateway() {}

  /** Empty when every gateway that is named is watched. */
  static Optional<String> warning(Object about, List<String> watched) {
    return named(about)
        .filter(name -> !watched.contains(name))
        .findFirst()
        .map(name -> "no gateway is called \"" + name + "\"" + mend(name, watched));
  }

  private static String mend(String name, List<String> watched) {
    var near = Nearest.suggestion(name, watched);
    return near.isEmpty() ? "; watched are " + String.join(", ", watched) : "; " + near;
  }

  private static Stream<String> named(Object about) {
    return switch (about) {
      case JsonObject labels -> Stream.ofNullable(labels.getString("gateway"));
      case JsonArray matchers ->
          matchers.stream()
              .map(text -> NAMES_ONE.matcher(String.valueOf(text)))
              .filter(java.util.regex.Matcher::matches)
              .map(found -> found.group(1));
      default -> Stream.empty();
    };
  }
}

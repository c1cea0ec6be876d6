package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Nobody is told of alerts that match, for a while; their end is told all the same. */
@Command(
    name = "silence",
    mixinStandardHelpOptions = true,
    description = "Shows silences, adds one (MATCHER...), or ends one (--end ID).",
    footer = "The words list, add MATCHER... and expire ID do the same.")
final class SilenceCommand implements Callable<Integer> {
  private static final QuietOptions.Kind KIND =
      new QuietOptions.Kind("silence", "/api/v1/silences", "silences", "matchers");

  @Mixin private QuietOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "MATCHER",
      description = "As in Alertmanager: gateway=home,%nalertname=~\"tunnel_.*\"")
  private List<String> matchers = List.of();

  @Override
  public Integer call() {
    return silence(options, matchers);
  }

  private static int silence(QuietOptions options, List<String> matchers) {
    return options.call(
        KIND, Optional.of(matchers).filter(it -> !it.isEmpty()).map(JsonArray::new));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows silences.")
  int list(@Mixin QuietOptions.Shown shown) {
    return shown.call(KIND);
  }

  @Command(name = "add", mixinStandardHelpOptions = true, description = "Adds one.")
  int add(
      @Mixin QuietOptions asked,
      @Parameters(
              arity = "1..*",
              paramLabel = "MATCHER",
              description = "As in Alertmanager: gateway=home")
          List<String> about) {
    return silence(asked, about);
  }

  @Command(name = "expire", mixinStandardHelpOptions = true, description = "Ends one.")
  int expire(
      @Mixin QuietOptions.Shown shown,
      @Parameters(paramLabel = "ID", description = "As the list names it.") String id) {
    return shown.end(KIND, id);
  }
}

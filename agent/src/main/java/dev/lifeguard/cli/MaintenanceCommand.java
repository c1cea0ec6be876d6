package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Work is expected on some gateways, for deploy scripts too: it ends by itself in any case. */
@Command(
    name = "maintenance",
    mixinStandardHelpOptions = true,
    description = "Shows windows asked for, begins one (LABEL=VALUE...), or ends one (--end ID).",
    footer = "The words list, begin LABEL=VALUE... and end ID do the same.")
final class MaintenanceCommand implements Callable<Integer> {
  private static final QuietOptions.Kind KIND =
      new QuietOptions.Kind("maintenance", "/api/v1/maintenance", "windows", "gateways");

  @Mixin private QuietOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "LABEL=VALUE",
      description = "Which gateways: gateway=home, env=prod")
  private Map<String, String> gateways = Map.of();

  @Override
  public Integer call() {
    return maintain(options, gateways);
  }

  private static int maintain(QuietOptions options, Map<String, String> gateways) {
    return options.call(
        KIND, Optional.of(gateways).filter(it -> !it.isEmpty()).map(MaintenanceCommand::labels));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows windows asked for.")
  int list(@Mixin QuietOptions.Shown shown) {
    return shown.call(KIND);
  }

  @Command(name = "begin", mixinStandardHelpOptions = true, description = "Begins one.")
  int begin(
      @Mixin QuietOptions asked,
      @Parameters(
              arity = "1..*",
              paramLabel = "LABEL=VALUE",
              description = "Which gateways: gateway=home, env=prod")
          Map<String, String> about) {
    return maintain(asked, about);
  }

  @Command(name = "end", mixinStandardHelpOptions = true, description = "Ends one.")
  int end(
      @Mixin QuietOptions.Shown shown,
      @Parameters(paramLabel = "ID", description = "As the list names it.") String id) {
    return shown.end(KIND, id);
  }

  private static JsonObject labels(Map<String, String> given) {
    var labels = new JsonObject();
    given.forEach(labels::put);
    return labels;
  }
}

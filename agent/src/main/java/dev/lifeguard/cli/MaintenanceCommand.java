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
    description = "Shows windows asked for, begins one (LABEL=VALUE...), or ends one (--end ID).")
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
    return options.call(
        KIND, Optional.of(gateways).filter(it -> !it.isEmpty()).map(MaintenanceCommand::labels));
  }

  private static JsonObject labels(Map<String, String> given) {
    var labels = new JsonObject();
    given.forEach(labels::put);
    return labels;
  }
}

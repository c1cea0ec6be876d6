package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
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
  private List<String> gateways = List.of();

  @Override
  public Integer call() {
    return maintain(options, gateways);
  }

  private static int maintain(QuietOptions options, List<String> gateways) {
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
          List<String> about) {
    return maintain(asked, about);
  }

  @Command(name = "end", mixinStandardHelpOptions = true, description = "Ends one.")
  int end(
      @Mixin QuietOptions.Shown shown,
      @Parameters(paramLabel = "ID", description = "As the list names it.") String id) {
    return shown.end(KIND, id);
  }

  /** One window is about the gateways that have all of these labels, so none can be there twice. */
  static JsonObject labels(List<String> given) {
    var labels = new JsonObject();
    for (var each : given) {
      var label = each.split("=", 2);
      if (label.length < 2 || label[0].isBlank())
        throw Refusal.wrongUse("\"" + each + "\" is no LABEL=VALUE, as in gateway=home");
      if (labels.containsKey(label[0]))
        throw Refusal.wrongUse(
            label[0] + " is given twice, and no gateway has both; begin one window for each");
      labels.put(label[0], label[1]);
    }
    return labels;
  }
}

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
    description = "Shows silences, adds one (MATCHER...), or ends one (--end ID).")
final class SilenceCommand implements Callable<Integer> {
  private static final QuietOptions.Kind KIND =
      new QuietOptions.Kind("silence", "/api/v1/silences", "silences", "matchers");

  @Mixin private QuietOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "MATCHER",
      description = "As in Alertmanager: gateway=home, alertname=~\"tunnel_.*\"")
  private List<String> matchers = List.of();

  @Override
  public Integer call() {
    return options.call(
        KIND, Optional.of(matchers).filter(it -> !it.isEmpty()).map(JsonArray::new));
  }
}

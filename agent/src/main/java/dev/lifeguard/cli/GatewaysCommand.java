package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The gateways as the running agent sees them. */
@Command(
    name = "gateways",
    mixinStandardHelpOptions = true,
    description =
        "Shows every gateway that the running agent watches; exit code 1 when one is not running.")
final class GatewaysCommand implements Callable<Integer> {
  private static final Paint PAINT = Paint.ofProcess();

  @Mixin private Where where;

  @Option(names = "--json", description = "Print the agent's answer as JSON.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var answer = where.agent().read("/api/v1/gateways");
    var out = spec.commandLine().getOut();
    if (asJson) out.println(answer.encodePrettily());
    else print(answer).print(out);
    out.flush();
    return running(answer) ? 0 : Lifeguard.FOUND;
  }

  private static Output print(JsonObject answer) {
    var table = Output.table("GATEWAY", "STATUS", "STATE", "REASON", "LATENCY", "SINCE", "URL");
    for (var item : answer.getJsonArray("gateways")) {
      if (!(item instanceof JsonObject gateway)) continue;
      table.row(
          gateway.getString("name"),
          PAINT.state(gateway.getString("status")),
          gateway.getString("state"),
          gateway.getString("reason"),
          latency(gateway),
          gateway.getString("since", "-"),
          gateway.getString("url"));
    }
    return table;
  }

  private static String latency(JsonObject gateway) {
    var seconds = gateway.getDouble("latencySeconds");
    return seconds == null ? "-" : "%.1f ms".formatted(seconds * 1000);
  }

  private static boolean running(JsonObject answer) {
    return answer.getJsonArray("gateways").stream()
        .allMatch(
            item ->
                item instanceof JsonObject gateway
                    && "running".equals(gateway.getString("status")));
  }
}

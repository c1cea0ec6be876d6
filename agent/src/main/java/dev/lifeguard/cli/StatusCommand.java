package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything at a glance, from the running agent. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Everything at a glance, from the running agent: gateways, tunnels, alerts, open incidents.",
      "Exit code 1 when a gateway is not running or an alert fires."
    })
final class StatusCommand implements Callable<Integer> {
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Mixin private Where where;

  @Option(names = "--watch", description = "Again and again on one screen, until interrupted.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "How often with --watch: ${DEFAULT-VALUE} unless given.")
  private int every;

  @Option(names = "--json", description = "Print the agent's answers as JSON.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (every < 1 || every > 3600)
      throw Refusal.wrongUse("--every takes 1 to 3600 seconds, not " + every);
    var agent = where.agent();
    var paint = Paint.ofProcess();
    var seen = look(agent);
    print(seen, paint);
    while (watch) {
      new CountDownLatch(1).await(every, TimeUnit.SECONDS);
      seen = look(agent);
      print(seen, paint);
    }
    return StatusScreen.well(seen) ? 0 : Lifeguard.FOUND;
  }

  private static JsonObject look(AgentClient agent) {
    return new JsonObject()
        .put("agent", agent.read("/api/v1/status"))
        .mergeIn(agent.read("/api/v1/gateways"))
        .mergeIn(agent.read("/api/v1/tunnels"))
        .mergeIn(agent.read("/api/v1/alerts"))
        .mergeIn(agent.read("/api/v1/incidents"));
  }

  /** At once, so that a screen that is drawn anew does not flicker. */
  private void print(JsonObject seen, Paint paint) {
    var page = new StringWriter();
    if (watch && !asJson && paint == Paint.ON) page.write(CLEAR);
    if (asJson) page.write(seen.encodePrettily() + "\n");
    else new StatusScreen(paint).write(seen, new PrintWriter(page, true));
    if (watch && paint == Paint.OFF) page.write("\n");
    spec.commandLine().getOut().print(page);
    spec.commandLine().getOut().flush();
  }
}

package dev.lifeguard.bench;

import dev.lifeguard.notify.Ear;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.RunningAgent;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Row P10, its second half: from the SIGKILL of a real gateway to the webhook that tells of it. */
final class DeliveryBench {
  private static final int USUAL = 5;

  private DeliveryBench() {}

  public static void main(String[] args) throws Exception {
    var times = args.length > 0 ? Integer.parseInt(args[0]) : USUAL;
    try (var ear = new Ear();
        var gateway = OpenClaw.plain();
        var agent = new RunningAgent(config(gateway, ear))) {
      agent.awaitReady();
      var took = new ArrayList<Duration>();
      once(gateway, agent, ear); // nothing fires in the first seconds: not counted
      for (var i = 0; i < times; i++) took.add(once(gateway, agent, ear));
      tell(took);
    }
    System.exit(0);
  }

  private static String config(OpenClaw gateway, Ear ear) {
    return """
    gateways: [{name: home, url: "%s", token: "%s"}]
    rules: [shipped:monitoring.yaml]
    notify:
      receivers: [{name: hook, webhook: {url: "%s"}}]
      groups: {admin: [hook], ops: [hook]}
    """
        .formatted(gateway.url(), gateway.token(), ear.uri("/hook"));
  }

  private static Duration once(OpenClaw gateway, RunningAgent agent, Ear ear) throws Exception {
    agent.await("the gateway runs", () -> status(agent).equals("running") && calm(agent));
    ear.all().clear();
    var killed = System.nanoTime();
    gateway.kill();
    while (!tellsOfIt(ear.next().body())) continue;
    var took = Duration.ofNanos(System.nanoTime() - killed);
    gateway.startAgain();
    return took;
  }

  private static boolean tellsOfIt(String body) {
    return new JsonObject(body)
        .getJsonArray("alerts").stream()
            .map(JsonObject.class::cast)
            .filter(alert -> alert.getString("status").equals("firing"))
            .anyMatch(
                alert ->
                    alert.getJsonObject("labels").getString("alertname").equals("gateway_down"));
  }

  private static String status(RunningAgent agent) {
    return agent
        .json("/api/v1/gateways")
        .getJsonArray("gateways")
        .getJsonObject(0)
        .getString("status");
  }

  private static boolean calm(RunningAgent agent) {
    return agent.json("/api/v1/alerts").getJsonArray("alerts").stream()
        .map(JsonObject.class::cast)
        .noneMatch(alert -> alert.getString("name").equals("gateway_down"));
  }

  private static void tell(List<Duration> took) {
    Collections.sort(took);
    System.out.printf(
        "P10 SIGKILL -> webhook ms: min=%d median=%d max=%d of %d (bar 1000)%n",
        took.getFirst().toMillis(),
        took.get(took.size() / 2).toMillis(),
        took.getLast().toMillis(),
        took.size());
  }
}

package dev.lifeguard.console;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.Secret;
import dev.lifeguard.console.live.Digest;
import dev.lifeguard.console.live.EventStream;
import dev.lifeguard.console.page.Pages;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A fleet of any size and with any names, served by the agent's own API and event stream: only the
 * looks at the gateways are made up, and what other rooms would say is empty.
 */
final class FleetStandIn implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Time time;
  private final EventStream events;
  private final Bus bus = new Bus(vertx);
  private final FactLedger ledger = new FactLedger(bus);
  private final List<GatewaysApi.Listed> listed;
  private final int port;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private Console console;

  FleetStandIn(List<String> names) {
    this(names, RealTime::new);
  }

  /**
   * @param clock whose beats it keeps
   */
  FleetStandIn(List<String> names, Function<Vertx, Time> clock) {
    time = clock.apply(vertx);
    listed =
        names.stream()
            .map(name -> new GatewaysApi.Listed(name, "ws://127.0.0.1:1", Map.of("env", name)))
            .toList();
    await(vertx.deployVerticle(ledger));
    var gateways = new GatewaysApi(ledger, () -> listed, List::of);
    events = new EventStream(bus, time, new Digest(gateways));
    await(vertx.deployVerticle(events));
    endpoints.addAll(gateways.endpoints());
    endpoints.addAll(events.endpoints());
    endpoints.addAll(Pages.endpoints());
    endpoints.add(Endpoint.read("/api/v1/history/fleet", _ -> history(names)));
    endpoints.add(empty("/api/v1/alerts", "alerts", "resolved"));
    endpoints.add(empty("/api/v1/incidents", "incidents"));
    endpoints.add(empty("/api/v1/tunnels", "tunnels"));
    endpoints.add(IndexApi.of(List.copyOf(endpoints)));
    console = open(0);
    port = await(console.start());
    names.forEach(name -> see(name, "running", 0.02));
  }

  /**
   * An hour of latencies and ninety days for each of them, as a fleet has that is watched for long.
   */
  private static Future<Reply> history(List<String> names) {
    var now = Instant.now();
    var latency = new JsonArray();
    for (var minute = 60; minute > 0; minute--)
      latency.add(
          new JsonObject()
              .put("at", now.minusSeconds(60L * minute).toString())
              .put("last", 0.02 + 0.001 * (minute % 7)));
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var days = new JsonArray();
    for (var day = 89; day >= 0; day--)
      days.add(
          new JsonObject()
              .put("day", today.minusDays(day).toString())
              .put("up", day % 30 == 7 ? 0.97 : 1));
    var gateways =
        names.stream()
            .map(
                name ->
                    new JsonObject().put("name", name).put("latency", latency).put("days", days))
            .toList();
    return Future.succeededFuture(
        Reply.ok(new JsonObject().put("gateways", new JsonArray(gateways))));
  }

  private static Endpoint empty(String path, String... lists) {
    var json = new JsonObject();
    for (var list : lists) json.put(list, new JsonArray());
    return Endpoint.read(path, _ -> Future.succeededFuture(Reply.ok(json)));
  }

  private Console open(int at) {
    var made =
        new Console(vertx, new Console.Settings("127.0.0.1", at, List.of(new Secret("t")), true));
    made.serve(endpoints);
    return made;
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  void see(String gateway, String state, double latency) {
    var subject = Subject.gateway(gateway);
    var word = new FactValue.Word(state);
    bus.publish(new Observed(subject, Fact.GATEWAY_STATE, word, time.now()));
    bus.publish(new Observed(subject, Fact.GATEWAY_STATUS, word, time.now()));
    var amount = new FactValue.Amount(latency);
    bus.publish(new Observed(subject, Fact.GATEWAY_LATENCY, amount, time.now()));
  }

  /** Who listens, and who was lost. */
  EventStream.Tally tally() {
    return events.tally();
  }

  /** The agent cannot be reached any more. */
  void vanish() {
    await(console.stop());
  }

  void comeBack() {
    console = open(port);
    await(console.start());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}

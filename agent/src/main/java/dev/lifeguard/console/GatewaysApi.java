package dev.lifeguard.console;

import dev.lifeguard.console.FactLedger.Sheet;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Layer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The gateways and what is known of them. */
public final class GatewaysApi {
  /** A gateway as configured, as far as people want to see it. */
  public record Listed(String name, String url, Map<String, String> labels) {
    public Listed {
      labels = Map.copyOf(labels);
    }
  }

  private static final Paging<JsonObject> PAGING =
      new Paging<>("gateways", json -> json.getString("name"), json -> json);

  private final FactLedger ledger;
  private final Supplier<List<Listed>> gateways;
  private final Supplier<List<Layer>> layers;

  public GatewaysApi(
      FactLedger ledger, Supplier<List<Listed>> gateways, Supplier<List<Layer>> layers) {
    this.ledger = ledger;
    this.gateways = gateways;
    this.layers = layers;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read(
            "/api/v1/gateways",
            asked -> summaries(_ -> true).map(list -> PAGING.reply(asked, list))),
        Endpoint.read("/api/v1/gateways/:name", this::one));
  }

  /** What the list says of the gateways with these names. */
  public Future<List<JsonObject>> summaries(Set<String> names) {
    return summaries(listed -> names.contains(listed.name()));
  }

  private Future<List<JsonObject>> summaries(Predicate<Listed> wanted) {
    var listed = gateways.get().stream().filter(wanted).toList();
    var subjects = listed.stream().map(gateway -> Subject.gateway(gateway.name())).toList();
    return ledger
        .of(subjects)
        .map(
            sheets -> {
              var known = new HashMap<String, Sheet>();
              sheets.forEach(sheet -> known.put(sheet.subject().gateway(), sheet));
              return listed.stream()
                  .map(each -> summary(each, Optional.ofNullable(known.get(each.name()))))
                  .toList();
            });
  }

  private Future<Reply> one(Asked asked) {
    var name = asked.part("name");
    var gateway = gateways.get().stream().filter(listed -> listed.name().equals(name)).findFirst();
    if (gateway.isEmpty()) return Future.succeededFuture(Reply.missing("gateway " + name));
    return ledger
        .within(Subject.gateway(name))
        .map(sheets -> Reply.ok(whole(gateway.get(), sheets)));
  }

  private JsonObject whole(Listed gateway, List<Sheet> sheets) {
    var parts = new JsonArray();
    for (var sheet : sheets)
      parts.add(
          new JsonObject()
              .put("labels", labels(sheet.subject().labels()))
              .put("facts", FactJson.facts(sheet)));
    var own =
        sheets.stream()
            .filter(sheet -> sheet.subject().equals(Subject.gateway(gateway.name())))
            .findFirst();
    return summary(gateway, own)
        .put("stations", PathPicture.of(layers.get(), sheets))
        .put("parts", parts);
  }

  private static JsonObject summary(Listed gateway, Optional<Sheet> own) {
    var json =
        new JsonObject()
            .put("name", gateway.name())
            .put("url", gateway.url())
            .put("labels", labels(gateway.labels()))
            .put("status", word(own, Fact.GATEWAY_STATUS))
            .put("state", word(own, Fact.GATEWAY_STATE))
            .put("reason", word(own, Fact.GATEWAY_REASON));
    seen(own, Fact.GATEWAY_STATE)
        .ifPresent(
            seen -> json.put("since", seen.since().toString()).put("at", seen.at().toString()));
    seen(own, Fact.PATH).ifPresent(_ -> json.put("path", word(own, Fact.PATH)));
    amount(own, Fact.GATEWAY_LATENCY).ifPresent(seconds -> json.put("latencySeconds", seconds));
    amount(own, Fact.P95_LATENCY).ifPresent(seconds -> json.put("p95LatencySeconds", seconds));
    amount(own, Fact.TCP_LATENCY).ifPresent(seconds -> json.put("tcpLatencySeconds", seconds));
    amount(own, Fact.GATEWAY_UPTIME).ifPresent(seconds -> json.put("uptimeSeconds", seconds));
    return json;
  }

  private static Optional<FactLedger.Seen> seen(Optional<Sheet> sheet, Fact fact) {
    return sheet.flatMap(known -> Optional.ofNullable(known.facts().get(fact)));
  }

  private static String word(Optional<Sheet> sheet, Fact fact) {
    return seen(sheet, fact)
        .map(seen -> seen.value() instanceof FactValue.Word(var word) ? word : "unknown")
        .orElse("unknown");
  }

  private static Optional<Double> amount(Optional<Sheet> sheet, Fact fact) {
    return seen(sheet, fact)
        .flatMap(
            seen ->
                seen.value() instanceof FactValue.Amount(var value)
                    ? Optional.of(value)
                    : Optional.empty())
        .filter(Double::isFinite);
  }

  private static JsonObject labels(Map<String, String> labels) {
    var json = new JsonObject();
    labels.forEach(json::put);
    return json;
  }
}

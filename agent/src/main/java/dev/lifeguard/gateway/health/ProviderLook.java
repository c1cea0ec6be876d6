package dev.lifeguard.gateway.health;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.ProviderState;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.gateway.health.ConfigReading.ProviderConfig;
import dev.lifeguard.gateway.health.ProviderBook.Verdict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether the providers of models can be used, without a paid call: what the gateway's own calls
 * met with, what the gateway finds where it discovers models by itself, and a look at the address
 * from here where the gateway is here.
 */
final class ProviderLook implements Look {
  private static final int MOST = 100;

  private final Teller teller;
  private final Duration within;
  private final ReachCheck reach;
  private final ProviderBook book = new ProviderBook();
  private final Map<String, Verdict> told = new HashMap<>();
  private SortedMap<String, ProviderConfig> configured = new TreeMap<>();
  private boolean here;

  ProviderLook(Teller teller, Duration within, ReachCheck reach) {
    this.teller = teller;
    this.within = within;
    this.reach = reach;
  }

  /** What the configuration says now; whether that is news. A changed one may hold another key. */
  boolean configured(ConfigReading config, boolean gatewayIsHere) {
    here = gatewayIsHere;
    if (config.providers().equals(configured)) return false;
    configured = new TreeMap<>();
    config.providers().entrySet().stream()
        .limit(MOST)
        .forEach(it -> configured.put(it.getKey(), it.getValue()));
    book.configured();
    for (var name : List.copyOf(told.keySet())) if (!configured.containsKey(name)) forget(name);
    return true;
  }

  /** Signs of providers that nobody configured are none of ours. */
  void signs(List<ProviderSign> signs) {
    signs.stream().filter(it -> configured.containsKey(it.provider())).forEach(book::called);
    tell();
  }

  @Override
  public Future<?> look(Asker asker) {
    var asked = new ArrayList<Future<?>>();
    configured.forEach((name, config) -> asked.add(ask(asker, name, config)));
    return Future.join(asked).onComplete(_ -> tell());
  }

  private Future<?> ask(Asker asker, String name, ProviderConfig config) {
    if (config.discovered()) return discover(asker, name);
    if (!here) return Future.succeededFuture();
    return reach.ask(name, config.baseUrl(), within).onSuccess(sign -> sign.ifPresent(book::asked));
  }

  private Future<Reply> discover(Asker asker, String name) {
    var params = new JsonObject().put("provider", name).put("view", "all").put("refresh", true);
    return asker
        .ask("models.list", params, within)
        .onSuccess(reply -> reply.answer().ifPresent(models -> discovered(name, models)));
  }

  private void discovered(String name, Payload models) {
    for (var outcome : models.children("providerOutcomes"))
      if (outcome.text("provider").equals(Optional.of(name)))
        outcome.text("status").ifPresent(status -> book.asked(sign(name, status)));
  }

  private ProviderSign sign(String name, String status) {
    var ready = status.equals("ready");
    return new ProviderSign(
        teller.now(),
        name,
        ready ? ProviderState.AVAILABLE : ProviderState.UNREACHABLE,
        "the gateway finds its models " + status,
        Optional.of(teller.now().plus(ProviderSign.FRESH)));
  }

  private void tell() {
    Instant now = teller.now();
    for (var name : configured.keySet())
      book.verdict(name, now).ifPresentOrElse(verdict -> tell(name, verdict), () -> silent(name));
  }

  private void tell(String name, Verdict verdict) {
    teller.fact(subject(name), Fact.PROVIDER_STATUS, FactValue.of(verdict.state().code()));
    var before = Optional.ofNullable(told.put(name, verdict)).map(Verdict::state);
    if (before.equals(Optional.of(verdict.state()))) return;
    teller.event(
        at ->
            new GatewayEvent.ProviderChanged(
                teller.gateway(), name, before, verdict.state(), verdict.detail(), at));
  }

  private void silent(String name) {
    told.remove(name);
    teller.fact(
        subject(name),
        Fact.PROVIDER_STATUS,
        FactValue.unknown("the gateway has made no call lately, and it cannot be asked from here"));
  }

  private void forget(String name) {
    told.remove(name);
    teller.forgotten(subject(name));
  }

  @Override
  public void blind(String because) {
    told.clear();
    for (var name : configured.keySet())
      teller.fact(subject(name), Fact.PROVIDER_STATUS, FactValue.unknown(because));
  }

  List<GatewayReport.Provider> report() {
    var lines = new ArrayList<GatewayReport.Provider>();
    for (var name : configured.keySet()) {
      var verdict = Optional.ofNullable(told.get(name));
      lines.add(
          new GatewayReport.Provider(
              name,
              verdict.map(Verdict::state),
              verdict.map(Verdict::detail).orElse("no call lately")));
    }
    return lines;
  }

  private Subject subject(String name) {
    return Subject.provider(teller.gateway(), name);
  }
}

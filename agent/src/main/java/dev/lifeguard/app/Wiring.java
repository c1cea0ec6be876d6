package dev.lifeguard.app;

import dev.lifeguard.alert.AlertSettings;
import dev.lifeguard.alert.AlertVerticle;
import dev.lifeguard.alert.Topology;
import dev.lifeguard.baseline.BaselineScope;
import dev.lifeguard.baseline.BaselineWatch;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.console.AlertmanagerHook;
import dev.lifeguard.console.AlertsApi;
import dev.lifeguard.console.ApprovalPage;
import dev.lifeguard.console.BaselineApi;
import dev.lifeguard.console.CausesApi;
import dev.lifeguard.console.CheckApi;
import dev.lifeguard.console.ConfigurationApi;
import dev.lifeguard.console.Endpoint;
import dev.lifeguard.console.FactLedger;
import dev.lifeguard.console.GatewaysApi;
import dev.lifeguard.console.HistoryApi;
import dev.lifeguard.console.IncidentsApi;
import dev.lifeguard.console.IndexApi;
import dev.lifeguard.console.PathsApi;
import dev.lifeguard.console.QuietApi;
import dev.lifeguard.console.ReloadApi;
import dev.lifeguard.console.RemediesApi;
import dev.lifeguard.console.ReportApi;
import dev.lifeguard.console.SlackApi;
import dev.lifeguard.console.TunnelsApi;
import dev.lifeguard.console.Vitals;
import dev.lifeguard.console.live.Digest;
import dev.lifeguard.console.live.EventStream;
import dev.lifeguard.console.page.Pages;
import dev.lifeguard.diagnosis.check.CheckBook;
import dev.lifeguard.history.History;
import dev.lifeguard.history.Keeping;
import dev.lifeguard.history.Past;
import dev.lifeguard.metrics.AlertMeters;
import dev.lifeguard.metrics.CauseMeters;
import dev.lifeguard.metrics.GatewayMeters;
import dev.lifeguard.metrics.HistoryMeters;
import dev.lifeguard.metrics.IncidentMeters;
import dev.lifeguard.metrics.NotifyMeters;
import dev.lifeguard.metrics.PathMeters;
import dev.lifeguard.metrics.ProbeMeters;
import dev.lifeguard.metrics.ReloadMeters;
import dev.lifeguard.metrics.RemedyMeters;
import dev.lifeguard.metrics.SshMeters;
import dev.lifeguard.metrics.StreamMeters;
import dev.lifeguard.metrics.TunnelMeters;
import dev.lifeguard.notify.Journal;
import dev.lifeguard.notify.Notifier;
import dev.lifeguard.notify.NotifyEvent.ButtonPressed;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.report.Chronicle;
import dev.lifeguard.rule.watch.Freshness;
import dev.lifeguard.rule.watch.RuleVerticle;
import dev.lifeguard.store.Extract;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The graph: who is made of what, and who starts before whom. Those who listen are there before
 * those who tell.
 */
final class Wiring {
  /** The first word on a cause comes within milliseconds; a page never waits longer for it. */
  private static final Duration CAUSE_PATIENCE = Duration.ofMillis(600);

  private final Ground ground;
  private final Settings settings;
  private final String version;
  private final FactLedger ledger;
  private final GatewaysApi gateways;
  private final EventStream events;
  private final AlertVerticle alerts;
  private final CheckBook checks;
  private final History history;
  private final Extract extract;
  private final Chronicle chronicle;
  private final Notifier notifier;
  private final RuleVerticle rules;
  private final Fleet fleet;
  private final Repairs repairs;
  private final BaselineWatch baseline;
  private final RemedyRoom remedies;
  private final Infirmary infirmary;
  private final Reloading reloading;
  private final ConfigurationApi configuration;
  private volatile AgentSettings inForce;
  private volatile Optional<Front> front = Optional.empty();

  Wiring(Ground ground, Settings settings, Loaded.Good<AgentSettings> loaded, String version) {
    this.ground = ground;
    this.settings = settings;
    this.version = version;
    this.inForce = loaded.value();
    this.ledger = new FactLedger(ground.bus());
    this.gateways = new GatewaysApi(ledger, this::listed, () -> inForce.rules().layers());
    this.events = new EventStream(ground.bus(), ground.time(), new Digest(gateways));
    this.alerts =
        new AlertVerticle(
            ground.bus(), ground.time(), ground.store(), AlertSettings.USUAL, watched(inForce));
    this.checks = new CheckBook(ground.bus());
    this.history = new History(ground.bus(), ground.time(), ground.store(), Keeping.USUAL);
    this.extract = new Extract(inForce.own().dataDir());
    this.chronicle = new Chronicle(ground.bus(), ground.time(), alerts.desk(), ground.store());
    this.notifier =
        new Notifier(ground.vertx(), ground.bus(), ground.time(), ground.store(), this::ailment);
    this.rules = new RuleVerticle(ground.bus(), ground.time(), Freshness.USUAL);
    this.fleet = new Fleet(ground, inForce.own().dataDir());
    this.repairs = new Repairs(ground, fleet, inForce.own().dataDir(), this::treatAgain);
    this.baseline = new BaselineWatch(ground.bus(), ground.time(), inForce.own().dataDir());
    this.remedies = new RemedyRoom(ground, fleet, repairs, inForce.own().dataDir());
    this.infirmary = new Infirmary(ground, fleet, () -> inForce);
    this.reloading = new Reloading(ground, settings, loaded, (next, _) -> follow(next));
    this.configuration =
        new ConfigurationApi(ground.bus(), reloading::leaves, settings.described());
  }

  void start(Stopping stopping) {
    stopping.add("extract", Duration.ofSeconds(1), extract);
    stopping.add(
        "store-look",
        Duration.ofSeconds(1),
        new StoreLook(ground.store(), ground.bus(), ground.time()));
    measure();
    ground.await(ground.vertx().deployVerticle(ledger));
    ground.await(ground.vertx().deployVerticle(events));
    ground.await(ground.vertx().deployVerticle(checks));
    checks.replace(inForce.rules().criteria());
    ground.await(ground.vertx().deployVerticle(history));
    ground.await(ground.vertx().deployVerticle(notifier));
    ground.await(notifier.replace(inForce.linked()));
    notifier.awaitCauses(CAUSE_PATIENCE);
    remedies.start();
    remedies.follow(inForce);
    infirmary.start();
    ground.await(ground.vertx().deployVerticle(alerts));
    ground.await(alerts.desk().configure(inForce.maintenance(), inForce.notification().followUp()));
    ground.await(ground.vertx().deployVerticle(chronicle));
    notifier.catchUp(ground.await(alerts.desk().alerts()), ground.await(alerts.desk().lately()));
    ground.bus().on(ButtonPressed.class, this::acknowledge);
    ground.await(ground.vertx().deployVerticle(rules));
    rules.replace(HostRule.completed(inForce.rules()), labels(inForce));
    fleet.start(stopping);
    repairs.start();
    fleet.follow(repairs.treated(inForce));
    infirmary.equip(inForce.own().dataDir());
    ground.await(alerts.desk().follow(new Topology(fleet.sharedHosts())));
    ground.await(ground.vertx().deployVerticle(baseline));
    baseline.follow(scope(inForce));
    remedies.begin(ground.await(alerts.desk().alerts()));
    deployReloading();
  }

  private void measure() {
    new ProbeMeters(ground.metrics(), ground.bus());
    new SshMeters(ground.metrics(), ground.bus());
    new TunnelMeters(ground.metrics(), ground.bus());
    new PathMeters(ground.metrics(), ground.bus());
    new GatewayMeters(ground.metrics(), ground.bus());
    new ReloadMeters(ground.metrics(), ground.bus(), ground.time());
    new AlertMeters(ground.metrics(), ground.bus());
    new CauseMeters(ground.metrics(), ground.bus());
    new IncidentMeters(ground.metrics(), ground.bus());
    new NotifyMeters(ground.metrics(), ground.bus());
    new RemedyMeters(ground.metrics(), ground.bus());
    HistoryMeters.bind(ground.metrics(), history);
    StreamMeters.bind(
        ground.metrics(),
        () -> events.tally().listening(),
        () -> events.tally().cut(),
        () -> events.tally().resets());
  }

  /** Somebody took an alert with a button of a message. */
  private void acknowledge(ButtonPressed button) {
    var pressed = button.pressed();
    alerts.desk().acknowledge(pressed.alert(), pressed.who(), "by button", Optional.empty());
  }

  private void deployReloading() {
    var options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    ground.await(ground.vertx().deployVerticle(reloading, options));
    Signals.on("HUP", this::reload);
    new MovedHops(
        ground.bus(),
        ground.time(),
        () -> reloading.between(() -> fleet.followMoved(repairs.treated(inForce))));
  }

  /** From now on, the place where the agent answers follows the configuration too. */
  void follow(Front place) {
    front = Optional.of(place);
  }

  void reload() {
    reloading.request();
  }

  /** Puts a configuration in force: what can be refused comes first. */
  private void follow(AgentSettings next) {
    if (!next.own().dataDir().equals(inForce.own().dataDir()))
      throw new FailedException(
          Reason.NOT_SUPPORTED, "agent.data-dir cannot change while the agent runs; start it anew");
    front.ifPresent(place -> place.follow(next.own()));
    fleet.follow(repairs.treated(next));
    ground.await(alerts.desk().follow(new Topology(fleet.sharedHosts())));
    ground.await(notifier.replace(next.linked()));
    baseline.follow(scope(next));
    ground.await(alerts.desk().configure(next.maintenance(), next.notification().followUp()));
    rules.replace(HostRule.completed(next.rules()), labels(next));
    remedies.follow(next);
    checks.replace(next.rules().criteria());
    inForce = next;
  }

  /** A remedy changed how a tunnel is kept. */
  private Future<Void> treatAgain() {
    return reloading.between(() -> fleet.follow(repairs.treated(inForce)));
  }

  List<Endpoint> endpoints() {
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(
        new Vitals(ground.metrics(), ground.time(), this::status, List::of).endpoints());
    endpoints.addAll(gateways.endpoints());
    endpoints.addAll(new CheckApi(checks).endpoints());
    endpoints.addAll(infirmary.endpoints());
    endpoints.addAll(CausesApi.endpoints());
    endpoints.addAll(new HistoryApi(new Past(extract), ground.time(), this::names).endpoints());
    endpoints.addAll(new AlertsApi(alerts.desk(), new Journal(ground.store())).endpoints());
    endpoints.addAll(new IncidentsApi(alerts.desk(), chronicle).endpoints());
    endpoints.addAll(new ReportApi(chronicle).endpoints());
    endpoints.addAll(new QuietApi(alerts.desk()).endpoints());
    endpoints.addAll(new TunnelsApi(fleet.tunnels()).endpoints());
    endpoints.addAll(new RemediesApi(remedies.desk()).endpoints());
    endpoints.addAll(new AlertmanagerHook(remedies.desk()).endpoints());
    endpoints.addAll(new ApprovalPage(remedies.desk()).endpoints());
    endpoints.addAll(new PathsApi(fleet.paths()).endpoints());
    endpoints.addAll(new BaselineApi(baseline).endpoints());
    endpoints.addAll(
        new SlackApi(() -> inForce.notification(), ground.bus(), ground.time()).endpoints());
    endpoints.addAll(new ReloadApi(reloading::request).endpoints());
    endpoints.addAll(configuration.endpoints());
    endpoints.addAll(events.endpoints());
    endpoints.addAll(Pages.endpoints());
    endpoints.add(IndexApi.of(endpoints));
    return endpoints;
  }

  /** For people, one line a gateway. */
  List<String> watched() {
    return inForce.gateways().stream()
        .map(gateway -> gateway.name() + "  " + gateway.paths().getFirst().gateway().url())
        .toList();
  }

  private List<String> names() {
    return inForce.gateways().stream().map(WatchedGateway::name).toList();
  }

  private List<GatewaysApi.Listed> listed() {
    return inForce.gateways().stream()
        .map(
            gateway ->
                new GatewaysApi.Listed(
                    gateway.name(),
                    gateway.paths().getFirst().gateway().url().toString(),
                    gateway.labels()))
        .toList();
  }

  /** What the agent itself suffers from: while there is any, no ping says that it is well. */
  private Optional<String> ailment() {
    return ground.store().trouble().map(why -> "the store cannot be written: " + why);
  }

  private BaselineScope scope(AgentSettings wanted) {
    return BaselineScopes.of(wanted, settings.file(), Set.of());
  }

  private JsonObject status() {
    return new JsonObject()
        .put("version", version)
        .put("configuration", settings.described())
        .put("gateways", inForce.gateways().size());
  }

  private static AlertVerticle.Watched watched(AgentSettings settings) {
    var names = settings.gateways().stream().map(WatchedGateway::name).collect(Collectors.toSet());
    return new AlertVerticle.Watched(HostRule.completed(settings.rules()), names);
  }

  private static Map<String, Map<String, String>> labels(AgentSettings settings) {
    var labels = new TreeMap<String, Map<String, String>>();
    settings.gateways().forEach(gateway -> labels.put(gateway.name(), gateway.labels()));
    return labels;
  }
}

package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.FarHost;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.MetricsPage;
import dev.lifeguard.gateway.health.Premises.Door;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that is looked at of one gateway, each look knowing what it last saw. One event loop's own.
 */
final class Looks {
  private static final Duration REACH = Duration.ofSeconds(5);
  private static final Duration AUDIT = Duration.ofSeconds(60);

  /** What is needed to look. */
  record Means(
      Vertx vertx,
      Aside aside,
      Time time,
      Teller teller,
      GatewaySettings gateway,
      List<Path> programs,
      Optional<FarHost> far) {
    Means {
      programs = List.copyOf(programs);
    }
  }

  final HealthLook health;
  final ChannelLook channels;
  final ServiceLook services;
  final MetricsLook metrics;
  final CallLook calls;
  final RuntimeLook runtime;
  final IdentityLook identity;
  final ConfigLook config;
  final LogLook log;
  final ProviderLook providers;
  final SecurityLook security;
  private final Aside aside;
  private final List<Path> programs;
  private final URI url;
  private Door door = new Door.Shut("the gateway does not say where it runs");
  private final ReachCheck reach;
  private final Knock knock;
  private final Optional<FarHost> far;
  private final FarAudit farAudit;

  Looks(Means means, Duration within) {
    var teller = means.teller();
    aside = means.aside();
    reach = new ReachCheck(means.vertx(), means.time());
    health = new HealthLook(teller, within);
    knock = new Knock(means.vertx());
    channels = new ChannelLook(teller, within);
    services = new ServiceLook(knock, channels);
    var page = new MetricsPage(means.vertx(), means.time(), means.gateway());
    metrics = new MetricsLook(teller, within, page);
    calls = new CallLook(teller, within, metrics);
    runtime = new RuntimeLook(teller, within);
    identity = new IdentityLook(teller, means.gateway().url(), within);
    config = new ConfigLook(teller, within);
    providers = new ProviderLook(teller, within.compareTo(REACH) < 0 ? within : REACH, reach);
    log = new LogLook(teller, within, providers::signs, this::process);
    security =
        new SecurityLook(
            aside, teller, means.gateway().url(), new AuditCommand(means.time(), AUDIT));
    programs = means.programs();
    far = means.far();
    farAudit = new FarAudit(means.time(), AUDIT);
    url = means.gateway().url();
  }

  /** Reads the configuration, and tells the others what it says. */
  Future<?> configure(Asker asker) {
    return config
        .look(asker)
        .compose(_ -> enter())
        .compose(_ -> here())
        .compose(here -> configured(asker, here));
  }

  /** New providers are not left unknown until their turn comes. */
  private Future<?> configured(Asker asker, boolean here) {
    config.reading().ifPresent(it -> services.configured(it, here));
    var changed = config.reading().filter(it -> providers.configured(it, here)).isPresent();
    return changed ? providers.look(asker) : Future.succeededFuture();
  }

  /** What was seen of the premises is kept: it serves after the gateway has died. */
  private Future<?> enter() {
    if (runtime.reading().isEmpty() || config.reading().isEmpty()) return Future.succeededFuture();
    var process = runtime.reading().get();
    var file = config.reading().get();
    return aside.ask(() -> Premises.of(process, file, programs)).onSuccess(this::entered);
  }

  /** Where it lived is known still when it dies as soon as it has come back. */
  private void entered(Door seen) {
    if (seen != Premises.ENDED || !(door instanceof Door.Open)) door = seen;
  }

  /** Where it said that it lives, else where such gateways live; the latter looks into files. */
  Supplier<Optional<Premises>> premises() {
    if (door instanceof Door.Open(var premises)) return () -> Optional.of(premises);
    var usual = new UsualPlace(Path.of(System.getProperty("user.home")), programs);
    return () -> usual.of(url.getPort());
  }

  private Future<Boolean> here() {
    return runtime
        .reading()
        .map(it -> aside.ask(() -> Here.runs(it)))
        .orElseGet(() -> Future.succeededFuture(false));
  }

  private String process() {
    return runtime.reading().map(RuntimeReading::processId).orElse("");
  }

  Future<?> audit() {
    return runtime.reading().isEmpty() || config.reading().isEmpty()
        ? Future.succeededFuture() // too early: it does not say yet where it runs
        : enter().compose(_ -> audit(runtime.reading().get(), config.reading().get()));
  }

  /** At home, else at the far end of our tunnel. */
  private Future<?> audit(RuntimeReading process, ConfigReading file) {
    if (far.isEmpty() || door instanceof Door.Open) return security.audit(door);
    return aside.ask(() -> farAudit.run(far.get(), process, file)).onSuccess(security::audited);
  }

  /** What the last audit found still stands. */
  Future<?> stands() {
    if (audited()) security.tell();
    return Future.succeededFuture();
  }

  boolean audited() {
    return !security.security().equals(Security.NOT_YET);
  }

  Future<?> ports() {
    return security.ports(runtime.reading(), config.reading());
  }

  void blind(String because) {
    for (var look :
        List.of(
            health, channels, services, metrics, calls, runtime, identity, config, log, providers))
      look.blind(because);
  }

  void close() {
    aside.close();
    reach.close();
    knock.close();
    metrics.close();
  }
}

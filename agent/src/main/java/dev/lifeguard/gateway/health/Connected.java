package dev.lifeguard.gateway.health;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewayConnection;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.Phases;
import dev.lifeguard.gateway.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the present connection, or the last one, told of itself: which gateway, since when. */
final class Connected {
  private final Teller teller;
  private final BootBook boots = new BootBook();
  private final Map<Traffic.Odd, Long> ignored = new EnumMap<>(Traffic.Odd.class);
  private Optional<GatewayConnection> connection = Optional.empty();
  private Optional<String> version = Optional.empty();
  private Optional<Instant> certificateExpires = Optional.empty();
  private Phases phases = Phases.NONE;

  Connected(Teller teller) {
    this.teller = teller;
  }

  /** What the HTTP pages tell, when nothing else does. */
  void glimpsed(Optional<String> release) {
    if (connection.isEmpty()) version = release.or(() -> version);
  }

  /** Whether it is another life of the gateway than before. */
  boolean begin(GatewayConnection fresh) {
    connection = Optional.of(fresh);
    var hello = fresh.hello();
    version = Optional.of(hello.version());
    certificateExpires = fresh.certificateExpires();
    phases = fresh.phases();
    ignored.clear();
    var former = boots.welcome(hello, teller.now());
    var name = teller.gateway();
    teller.event(
        at ->
            new GatewayEvent.Connected(
                name, fresh.phases(), hello.version(), hello.bootId(), hello.protocol(), at));
    former.ifPresent(
        it -> teller.event(at -> new GatewayEvent.Restarted(name, it, hello.bootId(), at)));
    return former.isPresent();
  }

  void end() {
    connection = Optional.empty();
    boots.seen(teller.now());
    teller.fact(Fact.GATEWAY_UPTIME, FactValue.unknown("not connected"));
  }

  void tell() {
    if (connection.isEmpty()) return;
    boots.seen(teller.now());
    teller.fact(Fact.GATEWAY_UPTIME, FactValue.of(boots.uptime(teller.now())));
    certificateExpires.ifPresent(
        at ->
            teller.fact(
                Fact.CERTIFICATE_EXPIRES_IN, FactValue.of(Duration.between(teller.now(), at))));
    for (var what : Traffic.Odd.values()) tell(what, connection.get().traffic());
  }

  private void tell(Traffic.Odd what, Traffic traffic) {
    var more = traffic.ignoredSoFar(what) - ignored.getOrDefault(what, 0L);
    if (more <= 0) return;
    ignored.put(what, traffic.ignoredSoFar(what));
    teller.event(at -> new GatewayEvent.Ignored(teller.gateway(), what, more, at));
  }

  Phases phases() {
    return phases;
  }

  GatewayReport.Identity identity(Optional<RuntimeReading> runtime) {
    return new GatewayReport.Identity(
        version,
        boots.bootId(),
        connection.map(_ -> boots.uptime(teller.now())),
        runtime.map(RuntimeReading::hostname),
        runtime.flatMap(RuntimeReading::pid),
        runtime.map(RuntimeReading::node),
        runtime.flatMap(RuntimeReading::rssBytes),
        certificateExpires);
  }
}

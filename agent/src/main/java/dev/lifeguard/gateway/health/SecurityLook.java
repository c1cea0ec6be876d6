package dev.lifeguard.gateway.health;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewayReport.Exposed;
import dev.lifeguard.gateway.GatewayReport.Ports;
import dev.lifeguard.gateway.GatewayReport.Security;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an attacker would look at: OpenClaw's own audit where it can be run, and the ports that must
 * stay on loopback. What was not looked at is unknown, and never zero.
 */
final class SecurityLook {

  private final Aside aside;
  private final Teller teller;
  private final URI url;
  private final AuditCommand audit;
  private final Set<Exposed> known = new HashSet<>();
  private Security security = Security.NOT_YET;
  private Ports ports = Ports.NOT_YET;

  SecurityLook(Aside aside, Teller teller, URI url, AuditCommand audit) {
    this.aside = aside;
    this.teller = teller;
    this.url = url;
    this.audit = audit;
  }

  Future<?> audit(Premises.Door door) {
    return switch (door) {
      case Premises.Door.Open(var premises) ->
          aside.ask(() -> audit.run(premises)).onSuccess(this::audited);
      case Premises.Door.Shut(var because) -> {
        audited(new Security.NotLooked(because));
        yield Future.succeededFuture();
      }
    };
  }

  Future<?> ports(Optional<RuntimeReading> runtime, Optional<ConfigReading> config) {
    var base = config.flatMap(ConfigReading::port).or(() -> runtime.flatMap(RuntimeReading::port));
    if (base.isEmpty()) {
      ports = new Ports.NotChecked("the gateway does not say its port");
      return Future.succeededFuture();
    }
    return aside
        .ask(() -> PortCheck.check(base.get(), addresses(runtime)))
        .onSuccess(this::checked);
  }

  /** On its own machine, all of that machine's; else the one we reach it by. Blocks. */
  private List<InetAddress> addresses(Optional<RuntimeReading> runtime)
      throws UnknownHostException {
    if (runtime.filter(Here::runs).isPresent()) return PortCheck.own();
    return List.of(InetAddress.getAllByName(url.getHost())).stream()
        .filter(it -> !it.isLoopbackAddress()) // the near end of a tunnel tells nothing
        .toList();
  }

  void audited(Security found) {
    security = found;
    tell();
  }

  /** A finding stands until the next audit, an hour later: a fact not told for a minute is none. */
  void tell() {
    switch (security) {
      case Security.Audited(var critical, var warnings, _, _) -> {
        teller.fact(Fact.SECURITY_CRITICAL, FactValue.of(critical));
        teller.fact(Fact.SECURITY_WARNINGS, FactValue.of(warnings));
      }
      case Security.NotLooked(var because) -> {
        teller.fact(Fact.SECURITY_CRITICAL, FactValue.unknown(because));
        teller.fact(Fact.SECURITY_WARNINGS, FactValue.unknown(because));
      }
    }
  }

  private void checked(Ports found) {
    ports = found;
    if (!(found instanceof Ports.Checked(_, _, var exposed))) return;
    known.retainAll(exposed);
    for (var it : exposed)
      if (known.add(it))
        teller.event(
            at ->
                new GatewayEvent.PortExposed(
                    teller.gateway(), it.address(), it.port(), it.purpose(), at));
  }

  Security security() {
    return security;
  }

  Ports ports() {
    return ports;
  }
}

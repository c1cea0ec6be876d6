package dev.lifeguard.diagnosis.cause;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Alternative;
import dev.lifeguard.diagnosis.evidence.Sign.Listener;
import dev.lifeguard.diagnosis.evidence.Sign.Loss;
import dev.lifeguard.diagnosis.evidence.Sign.Role;
import dev.lifeguard.diagnosis.evidence.Sign.TailnetMatter;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** For each cause, what would be seen if it were the one. */
final class Stories {
  static final Names NAMES =
      Names.NONE
          .with("gateway", "home")
          .with("destination", "ops@prod")
          .with("host", "prod.example.com")
          .with("port", "22")
          .with("remote-port", "18789");

  private static final Names STRAIGHT = Names.NONE.with("gateway", "home");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<Cause, Evidence> told = new EnumMap<>(Cause.class);

  private Stories() {
    plain();
    machine();
    files();
    service();
    forward();
    time();
    load();
    gateway();
    parts();
  }

  static Map<Cause, Evidence> all() {
    return new Stories().told;
  }

  /** Where the failure itself is the whole story. */
  private void plain() {
    for (var reason : Reason.values()) {
      var cause = Cause.of(reason);
      cause.ifPresent(it -> tell(it, failed(it.layer(), reason)));
    }
  }

  private void machine() {
    tell(
        Cause.OWN_NETWORK_DOWN,
        new Sign.OwnNetworkGone(),
        failed(PathLayer.NETWORK, Reason.NETWORK_UNREACHABLE));
    tell(
        Cause.DNS_DOWN,
        new Sign.ResolverDead("no answer within 2 s"),
        failed(PathLayer.NETWORK, Reason.UNRESOLVED));
    tell(
        Cause.PORT_TAKEN,
        new Sign.PortHeld(28789, "process 42 (python3)"),
        failed(PathLayer.MACHINE, Reason.PORT_TAKEN));
  }

  private void files() {
    tell(
        Cause.HOST_EMPTY,
        new Sign.HostEmpty(Role.TARGET),
        failed(PathLayer.FILES, Reason.SSH_CONFIG_INVALID));
    tell(
        Cause.HOST_ALIAS_DRIFT,
        new Sign.AliasUnknown(Role.TARGET, "jumpbox-prod", Optional.of("jumpbox-prod-internal")),
        failed(PathLayer.NETWORK, Reason.UNRESOLVED));
    tell(
        Cause.JUMP_ALIAS_MISSING,
        new Sign.AliasUnknown(Role.JUMP, "bastion", Optional.empty()),
        failed(PathLayer.NETWORK, Reason.UNRESOLVED));
    tell(
        Cause.JUMP_ALIAS_CASE,
        new Sign.AliasUnknown(Role.JUMP, "Bastion", Optional.of("bastion")),
        failed(PathLayer.NETWORK, Reason.UNRESOLVED));
    tell(
        Cause.DUPLICATE_HOST_ALIAS,
        new Sign.AliasTwice(
            "prod",
            List.of("~/.ssh/config:1", "~/.ssh/config:9"),
            "Port 22, later 2222",
            Optional.of(new Alternative("ops@prod.example.com:2222", true))),
        failed(PathLayer.NETWORK, Reason.REFUSED));
    tell(
        Cause.SETTING_SHADOWED,
        new Sign.Shadowed(
            "Port",
            "22",
            "lifeguard.yaml",
            "2222",
            "~/.ssh/config",
            Optional.of(new Alternative("ops@prod.example.com:2222", true))),
        failed(PathLayer.NETWORK, Reason.REFUSED));
  }

  private void service() {
    tell(
        Cause.SSHD_LOOPBACK_ONLY,
        new Sign.LoopbackOnly("10.0.0.5:22", "127.0.0.1:22"),
        failed(PathLayer.NETWORK, Reason.REFUSED));
    tell(
        Cause.USER_NOT_ALLOWED,
        new Sign.SshdSaid("User ops from 10.0.0.9 not allowed because not listed in AllowUsers"),
        failed(PathLayer.SSH_AUTH, Reason.KEY_REJECTED));
    tailnet(Cause.TAILNET_STOPPED, TailnetMatter.STOPPED);
    tailnet(Cause.TAILNET_KEY_EXPIRED, TailnetMatter.KEY_EXPIRED);
    tailnet(Cause.TAILNET_PEER_OFFLINE, TailnetMatter.PEER_OFFLINE);
    tailnet(Cause.TAILNET_SERVE_GONE, TailnetMatter.SERVE_GONE);
    tell(
        Cause.TAILNET_FUNNEL_OPEN,
        new Sign.Tailnet(TailnetMatter.FUNNEL_OPEN, "funnel on 443"),
        failed(PathLayer.GATEWAY, Reason.BROKEN));
  }

  private void tailnet(Cause cause, TailnetMatter matter) {
    tell(
        cause,
        new Sign.Tailnet(matter, "as tailscale status says"),
        failed(PathLayer.NETWORK, Reason.CONNECT_TIMEOUT));
  }

  private void forward() {
    var sshd = new Listener("0.0.0.0", 22, Optional.of("sshd (pid 1)"));
    var squatter = new Listener("127.0.0.1", 18789, Optional.of("python3 (pid 7)"));
    tell(
        Cause.REMOTE_PORT_WRONG,
        failed(PathLayer.FORWARD, Reason.DESTINATION_REFUSED),
        new Sign.FarListeners(List.of(sshd), List.of(19001)));
    tell(
        Cause.GATEWAY_STOPPED,
        failed(PathLayer.FORWARD, Reason.DESTINATION_REFUSED),
        new Sign.FarListeners(List.of(sshd), List.of()));
    tell(
        Cause.REMOTE_PORT_SQUATTED,
        failed(PathLayer.FORWARD, Reason.NOT_A_GATEWAY),
        new Sign.FarListeners(List.of(sshd, squatter), List.of()));
  }

  private void time() {
    tell(
        Cause.TIMEOUT_TOO_SMALL,
        new Sign.SlowerThanAllowed(
            "the SSH step kex", "connect-timeout", Duration.ofMillis(100), Duration.ofMillis(900)),
        failed(PathLayer.SSH_AUTH, Reason.KEX_TIMEOUT));
    tell(
        Cause.TUNNEL_PENDING,
        new Sign.Pending(Duration.ofSeconds(95), Optional.empty()),
        failed(PathLayer.TUNNEL, Reason.BROKEN));
    tell(Cause.PACKET_LOSS, new Sign.Retransmits(40, 400), failed(PathLayer.TUNNEL, Reason.BROKEN));
    tell(Cause.FLAPPING_IDLE_CUT, losses(Reason.CLOSED_BY_SERVER, 300, 301, 302, 300));
    tell(Cause.FLAPPING_LOSS, losses(Reason.KEEPALIVE_LOST, 20, 200, 90, 400));
    tell(
        Cause.FLAPPING_OWN_TIMEOUT,
        losses(Reason.KEEPALIVE_LOST, 20, 200, 90, 400),
        new Sign.Watched(Duration.ofMillis(500), Duration.ofMillis(900)),
        new Sign.RoundTrip(Duration.ofMillis(600)));
    tell(
        Cause.FLAPPING_GATEWAY_RESTART,
        losses(Reason.CLOSED_BY_SERVER, 20, 200, 90),
        new Sign.BootChanged(START.plusSeconds(61)),
        new Sign.BootChanged(START.plusSeconds(121)));
    tell(
        Cause.TUNNEL_FLAPPING,
        losses(Reason.CLOSED_BY_SERVER, 20, 200, 90),
        new Sign.Seen(Subject.gateway("home"), Fact.TUNNEL_STATE, FactValue.of("active")));
  }

  private static Sign losses(Reason why, int... ages) {
    var losses =
        IntStream.range(0, ages.length)
            .mapToObj(
                i ->
                    new Loss(
                        START.plusSeconds(60L * i),
                        Duration.ofSeconds(ages[i]),
                        new Failure(why, "")))
            .toList();
    return new Sign.Losses(losses, Duration.ofMinutes(15));
  }

  private void load() {
    tell(Cause.SLOW_PATH, seen(Fact.P99_LATENCY, 3), seen(Fact.TCP_LATENCY, 1.4));
    tell(
        Cause.OVERLOAD_EVENT_LOOP,
        seen(Fact.P99_LATENCY, 3),
        seen(Fact.TCP_LATENCY, 0.002),
        seen(Fact.EVENT_LOOP_DELAY, 2.5));
    tell(
        Cause.OVERLOAD_CPU,
        seen(Fact.P99_LATENCY, 3),
        seen(Fact.EVENT_LOOP_DELAY, 2.5),
        new Sign.HostLoad(4, 0.5));
    tell(Cause.OVERLOAD_MEMORY, seen(Fact.P99_LATENCY, 3), new Sign.HostLoad(4, 0.01));
  }

  private void gateway() {
    tell(
        Cause.CONFIG_REJECTED,
        failed(PathLayer.FORWARD, Reason.DESTINATION_REFUSED),
        new Sign.FarListeners(List.of(), List.of()),
        new Sign.GatewaySaid("Gateway failed to start: Invalid config at openclaw.json"));
    tell(
        Cause.GATEWAY_HUNG,
        failed(PathLayer.FORWARD, Reason.STALLED),
        new Sign.GatewayProcess(true, "process 42 runs in state T"));
    tell(
        Cause.PAIRING_REQUIRED,
        failed(PathLayer.GATEWAY, Reason.PAIRING_REQUIRED),
        new Sign.PairingAsked("openclaw devices approve 7"));
    tell(Cause.CONFIG_DRIFT, seen(Fact.CONFIG_DRIFT, 1), failed(PathLayer.GATEWAY, Reason.BROKEN));
  }

  private void parts() {
    channel(Cause.CHANNEL_BLOCKED, "blocked");
    channel(Cause.CHANNEL_SILENT, "silent");
    channel(Cause.CHANNEL_SUPPRESSED, "suppressed");
    channel(Cause.CHANNEL_DISCONNECTED, "recovering");
    provider(Cause.PROVIDER_UNREACHABLE, "unreachable");
    provider(Cause.PROVIDER_UNAUTHORIZED, "unauthorized");
    provider(Cause.PROVIDER_RATE_LIMITED, "rate_limited");
  }

  private void channel(Cause cause, String state) {
    var subject = Subject.channel("home", "telegram", "default");
    tell(cause, new Sign.Seen(subject, Fact.CHANNEL_STATUS, FactValue.of(state)));
  }

  private void provider(Cause cause, String state) {
    var subject = Subject.provider("home", "openai");
    tell(cause, new Sign.Seen(subject, Fact.PROVIDER_STATUS, FactValue.of(state)));
  }

  static Sign failed(PathLayer layer, Reason reason) {
    return new Sign.Failed(layer, new Failure(reason, "as seen by the test"));
  }

  static Sign seen(Fact fact, double value) {
    return new Sign.Seen(Subject.gateway("home"), fact, FactValue.of(value));
  }

  private void tell(Cause cause, Sign... signs) {
    var direct = cause == Cause.REFUSED || !cause.layer().isBehind(PathLayer.SSH_AUTH);
    told.put(
        cause,
        Evidence.of(direct ? NAMES : cause.layer() == PathLayer.FORWARD ? NAMES : STRAIGHT, signs));
  }
}

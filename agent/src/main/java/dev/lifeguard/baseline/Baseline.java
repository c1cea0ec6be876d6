package dev.lifeguard.baseline;

import static dev.lifeguard.baseline.BaselineCheck.*;

import dev.lifeguard.baseline.BaselineReport.Ages;
import dev.lifeguard.config.HostPort;
import dev.lifeguard.config.Json5;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Source;
import dev.lifeguard.config.SourceFile;
import dev.lifeguard.gateway.GatewayInquiry;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.probe.tailscale.TailnetLook;
import dev.lifeguard.probe.tailscale.TailnetTrouble;
import dev.lifeguard.probe.tailscale.TailnetWays;
import dev.lifeguard.time.Time;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at everything once. Blocks for seconds: to be run on a virtual thread of its own. */
public final class Baseline {
  private static final Path PROC = Path.of("/proc");
  private static final int USUAL_PORT = 18_789;
  private static final Duration TAILNET = Duration.ofSeconds(4);

  private final Means means;
  private final BaselineScope scope;
  private final Instant now;
  private final List<BaselineFinding> findings = new ArrayList<>();
  private final List<String> notLooked = new ArrayList<>();

  /**
   * What it looks with.
   *
   * @param dataDir where our device key is kept
   * @param searchPath as in {@code PATH}
   * @param audits what OpenClaw's own audits last said, by gateway
   */
  public record Means(
      Vertx vertx, Time time, Path dataDir, String searchPath, Map<String, Security> audits) {
    public Means {
      audits = Map.copyOf(audits);
    }
  }

  private Baseline(Means means, BaselineScope scope) {
    this.means = means;
    this.scope = scope;
    this.now = means.time().now();
  }

  public static BaselineReport look(Means means, BaselineScope scope) throws InterruptedException {
    return new Baseline(means, scope).look();
  }

  private BaselineReport look() throws InterruptedException {
    var ssh = new SshPosture(scope, now);
    var tokens = new TokenPosture(now);
    var machine = Machine.read(PROC);
    scope.openClaw().forEach(this::openClaw);
    findings.addAll(tokens.of(scope));
    findings.addAll(ssh.findings());
    for (var gateway : scope.gateways()) findings.addAll(PortPosture.of(gateway, machine));
    findings.addAll(DebugPorts.of(machine, bases(), PROC));
    tailnet();
    for (var gateway : scope.gateways()) gateway(gateway);
    return new BaselineReport(
        now, sorted(), ages(ssh, tokens), notLooked, Firewall.evidence(means.searchPath()));
  }

  private List<BaselineFinding> sorted() {
    return findings.stream()
        .distinct()
        .sorted(Comparator.comparing(it -> it.check().severity()))
        .toList();
  }

  private Map<String, Ages> ages(SshPosture ssh, TokenPosture tokens) {
    var ages = new TreeMap<String, Ages>();
    for (var gateway : scope.gateways())
      ages.put(gateway.name(), new Ages(ssh.keyAge(gateway), tokens.age(gateway)));
    return ages;
  }

  private void openClaw(Path file) {
    switch (SourceFile.read(file)) {
      case Parsed.Refused<Source>(var message, _, _) -> notLooked.add(file + ": " + message);
      case Parsed.Taken<Source>(var source) -> openClaw(file, source);
    }
  }

  private void openClaw(Path file, Source source) {
    switch (Json5.read(source)) {
      case Json5.Result.Read(var root) ->
          findings.addAll(OpenClawPosture.of(root, file.toString()));
      case Json5.Result.Refused(var problems) ->
          findings.add(
              BaselineFinding.here(
                  GATEWAY_CONFIG_UNREADABLE,
                  file.toString(),
                  problems.getFirst().message(),
                  "lifeguard lint " + file));
    }
  }

  /** Base ports of the gateways that run on this machine. */
  private Set<Integer> bases() {
    var bases = new TreeSet<Integer>();
    if (!scope.openClaw().isEmpty()) bases.add(USUAL_PORT);
    for (var gateway : scope.gateways())
      if (gateway.tunnels().isEmpty())
        for (var route : gateway.routes()) local(route.url()).ifPresent(bases::add);
    return bases;
  }

  private static Optional<Integer> local(URI url) {
    return url.getPort() > 0 && new HostPort(url.getHost(), 0).isLoopback()
        ? Optional.of(url.getPort())
        : Optional.empty();
  }

  private void tailnet() throws InterruptedException {
    var hosts = new ArrayList<String>();
    for (var gateway : scope.gateways())
      for (var route : gateway.routes())
        if (TailnetWays.leadsThrough(route.url().getHost())) hosts.add(route.url().getHost());
    var look = new TailnetLook(means.searchPath(), TAILNET);
    switch (look.look(new TailnetWays(hosts, bases()), now)) {
      case TailnetLook.Sight.Seen(_, var troubles) -> troubles.forEach(this::tailnet);
      case TailnetLook.Sight.Blind(var because) -> {
        if (!hosts.isEmpty()) notLooked.add("tailnet: " + because.detail());
      }
    }
  }

  private void tailnet(TailnetTrouble trouble) {
    var check =
        trouble.kind() == TailnetTrouble.Kind.TAILNET_FUNNEL_OPEN
            ? TAILNET_FUNNEL
            : TAILNET_TROUBLE;
    findings.add(
        BaselineFinding.here(
            check, "tailnet", trouble.evidence(), String.join("; ", trouble.fix())));
  }

  /** The first of its ways that answers will do. */
  private void gateway(BaselineScope.Gateway gateway) {
    var posture = new GatewayPosture(gateway.name(), Set.copyOf(scope.openClaw()));
    var key = means.dataDir().resolve("device.key");
    var inquiry = new GatewayInquiry(means.vertx(), means.time(), gateway.routes().getFirst(), key);
    try {
      posture.ask(inquiry);
    } finally {
      inquiry.close();
    }
    Optional.ofNullable(means.audits().get(gateway.name()))
        .ifPresentOrElse(
            posture::audit,
            () -> notLooked.add(gateway.name() + " security audit: nobody has looked"));
    findings.addAll(posture.findings());
    notLooked.addAll(posture.notLooked());
  }
}

package dev.lifeguard.app;

import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.health.GatewayWatch;
import dev.lifeguard.path.Paths;
import dev.lifeguard.path.hop.SharedHosts;
import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.ProbeEvent.ProbeDue;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeRunner;
import dev.lifeguard.probe.forward.ForwardProbe;
import dev.lifeguard.probe.forward.KnownGateways;
import dev.lifeguard.probe.forward.LookAfterChange;
import dev.lifeguard.probe.ssh.SshProbe;
import dev.lifeguard.probe.ssh.SshTarget;
import dev.lifeguard.probe.tailscale.TailnetLook;
import dev.lifeguard.probe.tailscale.TailscaleProbe;
import dev.lifeguard.probe.tcp.Tcp;
import dev.lifeguard.probe.tcp.TcpProbe;
import dev.lifeguard.probe.tcp.TcpWatch;
import dev.lifeguard.schedule.Schedule;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.tunnel.Tunnels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is kept up and looked at: tunnels, watches of gateways, probes and their schedule. A new
 * plan touches only what differs. Its methods block; one caller at a time.
 */
final class Fleet {
  private static final Logger log = LoggerFactory.getLogger(Fleet.class);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration TAILNET = Duration.ofSeconds(30);

  private final Ground ground;
  private final Path dataDir;
  private final SshEnvironment environment = SshEnvironment.real();
  private final SshSessions sessions;
  private final Tunnels tunnels;
  private final ProbeRunner runner;
  private final Schedule schedule;
  private final Tcp tcp;
  private final Paths paths;
  private final SharedHosts hosts;
  private final Map<String, Deployed> watches = new LinkedHashMap<>();

  private final KnownGateways knownGateways;
  private final LookAfterChange lookAfterChange;

  /** Probes that remember: an unchanged one goes on over a reload. */
  private volatile Map<Plan.Look, ForwardProbe> forwards = Map.of();

  private Map<SshTarget, SshProbe> sshProbes = Map.of();
  private Map<String, String> shared = Map.of();
  private Plan plan = Plan.NOTHING;

  /** A watch as it runs now. */
  private record Deployed(Plan.Watch plan, String deployment) {}

  Fleet(Ground ground, Path dataDir) {
    this.ground = ground;
    this.knownGateways = new KnownGateways(ground.bus(), dataDir.resolve("known_gateways"));
    this.lookAfterChange = new LookAfterChange(ground.bus(), ground.time());
    this.dataDir = dataDir;
    this.sessions = new SshSessions(ground.bus(), ground.time(), environment);
    this.tunnels = new Tunnels(ground.bus(), ground.time(), sessions, environment);
    this.runner = new ProbeRunner(ground.bus(), ground.time());
    this.schedule = new Schedule(ground.bus(), ground.time());
    this.tcp = new Tcp(ground.vertx(), ground.bus(), ground.time());
    this.hosts = new SharedHosts(ground.bus(), ground.time());
    this.paths = new Paths(ground.bus(), ground.time(), ground.store(), dataDir);
  }

  void start(Stopping stopping) {
    stopping.add("ssh", Duration.ofSeconds(1), sessions);
    ground.await(ground.vertx().deployVerticle(hosts));
    ground.await(ground.vertx().deployVerticle(paths));
    ground.await(ground.vertx().deployVerticle(tunnels));
    ground.await(ground.vertx().deployVerticle(runner));
    stopping.add("schedule", Duration.ofSeconds(1), schedule::stop);
  }

  Tunnels tunnels() {
    return tunnels;
  }

  SshSessions sessions() {
    return sessions;
  }

  KnownGateways knownGateways() {
    return knownGateways;
  }

  SshEnvironment environment() {
    return environment;
  }

  Paths paths() {
    return paths;
  }

  /** The first host of each gateway that shares it with another one. */
  Map<String, String> sharedHosts() {
    return shared;
  }

  /** Has what the gateway's forwards carry looked at without waiting for the schedule. */
  void lookNow(String gateway) {
    for (var look : forwards.keySet()) {
      var id = forwards.get(look).id();
      if (id.subject().gateway().equals(gateway))
        ground.bus().publish(new ProbeDue(id, Duration.ZERO));
    }
  }

  /** As {@link #follow}, if the SSH configuration leads elsewhere by now. */
  void followMoved(AgentSettings settings) {
    var now = Plan.of(settings, new Hops(environment)::first);
    if (now.tcp().equals(plan.tcp()) && now.hops().equals(plan.hops())) return;
    log.info("the first hop of a tunnel is elsewhere now, by the SSH configuration");
    follow(settings);
  }

  /** What is wanted from now on. */
  void follow(AgentSettings settings) {
    var hops = new Hops(environment);
    plan = Plan.of(settings, hops::first);
    shared = FirstHosts.shared(settings.gateways(), hops::first);
    hosts.follow(shared);
    ground.await(tunnels.reconcile(plan.tunnels()));
    ground.await(paths.follow(plan.ways()));
    watch(plan.watches());
    probe(plan);
  }

  private void watch(Map<String, Plan.Watch> wanted) {
    for (var name : List.copyOf(watches.keySet()))
      if (!watches.get(name).plan().equals(wanted.get(name))) end(name, wanted.containsKey(name));
    wanted.forEach((name, plan) -> watches.computeIfAbsent(name, _ -> begin(plan)));
  }

  private Deployed begin(Plan.Watch plan) {
    var watch =
        new GatewayWatch(plan.routes(), plan.pace(), ground.bus(), ground.time(), dataDir)
            .over(sessions);
    return new Deployed(plan, ground.await(ground.vertx().deployVerticle(watch)));
  }

  private void end(String name, boolean comesBack) {
    var deployed = watches.remove(name);
    ground.await(ground.vertx().undeploy(deployed.deployment()));
    if (comesBack) return;
    log.info("gateway no longer watched gateway={}", name);
    ground.bus().publish(new Forgotten(Subject.gateway(name), ground.time().now()));
  }

  private void probe(Plan plan) {
    var probes = new ArrayList<Probe>();
    var rhythm = new LinkedHashMap<ProbeId, Duration>();
    for (var shared : TcpWatch.share(plan.tcp())) {
      var probe = shared.probe(tcp);
      probes.add(probe);
      rhythm.put(probe.id(), shared.settings().every());
    }
    for (var hop : plan.hops()) {
      probes.add(hopProbe(hop));
      rhythm.put(hop.id(), hop.settings().every());
    }
    var looks = new LinkedHashMap<Plan.Look, ForwardProbe>();
    for (var look : plan.forwards()) {
      var known = forwards.get(look);
      var probe = known == null ? forward(look) : known;
      looks.put(look, probe);
      probes.add(probe);
      rhythm.put(probe.id(), look.settings().every());
    }
    forwards = looks;
    sshProbes = logins(plan);
    sshProbes.forEach(
        (target, probe) -> {
          probes.add(probe);
          rhythm.put(probe.id(), pace(target));
        });
    if (!plan.tailnet().isEmpty()) {
      var tailnet = TailnetLook.here(TailscaleProbe.WITHIN);
      var probe = new TailscaleProbe(plan.tailnet(), plan.tailnetWays(), tailnet, ground.time());
      probes.add(probe);
      rhythm.put(probe.id(), TAILNET);
    }
    lookAfterChange.follow(plan.forwards().stream().map(Plan.Look::target).toList());
    runner.replace(probes);
    schedule.replace(rhythm);
  }

  private CurrentHop hopProbe(Plan.Hop hop) {
    var byPath = new LinkedHashMap<String, TcpProbe>();
    hop.byPath()
        .forEach(
            (path, target) ->
                byPath.put(
                    path, new TcpProbe(List.of(hop.id()), target, hop.settings().timeout(), tcp)));
    var timeout = hop.settings().timeout();
    return new CurrentHop(hop.id(), timeout, byPath, paths);
  }

  private ForwardProbe forward(Plan.Look look) {
    var means = new ForwardProbe.Means(tunnels, knownGateways, ground.time());
    return new ForwardProbe(look.target(), look.settings().timeout(), means);
  }

  /** Gateways on one host share one login; an unchanged probe goes on over a reload. */
  private Map<SshTarget, SshProbe> logins(Plan plan) {
    var wanted = new LinkedHashMap<SshTarget, List<ProbeId>>();
    for (var look : plan.logins()) {
      var target = new SshTarget(look.ssh(), look.settings().every(), look.settings().timeout());
      wanted.computeIfAbsent(target, _ -> new ArrayList<>()).add(look.id());
    }
    var next = new LinkedHashMap<SshTarget, SshProbe>();
    wanted.forEach(
        (target, ids) -> {
          var known = sshProbes.get(target);
          var same = known != null && known.tellsFor().equals(ids);
          next.put(target, same ? known : new SshProbe(ids, target, sessions, ground.time()));
        });
    return next;
  }

  /** Between two full logins the kept session is asked a few times. */
  private static Duration pace(SshTarget target) {
    var often = target.loginEvery().dividedBy(4);
    return often.compareTo(SHORTEST) < 0 ? SHORTEST : often;
  }
}

package dev.lifeguard.cli;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.OpenSshConfig;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshFinding;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.TargetOutcome;
import dev.lifeguard.ssh.config.TargetResolver;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.tunnel.ForwardSpec;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import dev.lifeguard.tunnel.Tunnels;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One tunnel in the foreground: what {@code ssh -N -L} does, and autossh around it. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps one tunnel up in the foreground, without a configuration file.",
      "~/.ssh/config is honoured as ssh does, LocalForward and RemoteForward too.",
      "Ends with Ctrl-C (exit code 0), or at once when the first attempt cannot succeed (1)."
    })
final class TunnelUpCommand implements Callable<Integer> {
  private static final String LOG_LEVEL = "LIFEGUARD_LOG_LEVEL";

  @Parameters(paramLabel = "DESTINATION", description = "[user@]host[:port], or a Host alias.")
  private String destination = "";

  @Option(
      names = "-L",
      paramLabel = "SPEC",
      description = "Listen here: [address:]port:host:port, or paths of unix sockets.")
  private List<String> local = List.of();

  @Option(
      names = "-R",
      paramLabel = "SPEC",
      description = "Listen over there: [address:]port:host:port; port 0: the server picks.")
  private List<String> remote = List.of();

  @Option(names = "-J", split = ",", paramLabel = "HOST", description = "Jump hosts, first first.")
  private List<String> jumps = List.of();

  @Option(names = "-i", paramLabel = "FILE", description = "Private key files.")
  private List<Path> identities = List.of();

  @Option(names = "-F", paramLabel = "FILE", description = "Another ~/.ssh/config; none: none.")
  private Optional<String> config = Optional.empty();

  @Option(names = "--known-hosts", paramLabel = "FILE", description = "Other known_hosts files.")
  private List<Path> knownHosts = List.of();

  @Option(
      names = "--accept-new",
      description = "Trust the key of a host that is not in known_hosts yet.")
  private boolean acceptNew;

  @Option(names = "--standby", description = "Keep a second session ready to take over.")
  private boolean standby;

  @Option(names = "--trace", description = "Tell how the first session comes about.")
  private boolean trace;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    // What the log would say, the watch says in fewer words.
    if (System.getenv(LOG_LEVEL) == null) System.setProperty(LOG_LEVEL, "WARN");
    var environment = environment();
    var tunnel = tunnel(environment);
    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    var stopped = new Stopped();
    var bus = new Bus(vertx);
    var time = new RealTime(vertx);
    var code = Lifeguard.FOUND;
    try (var sessions = new SshSessions(bus, time, environment)) {
      var tunnels = new Tunnels(bus, time, sessions, environment);
      var id = new TunnelId(destination, destination);
      var watch = new TunnelWatch(tunnels, id, spec.commandLine().getErr());
      watch.listen(bus);
      vertx.deployVerticle(tunnels).await();
      stopped.onSignal();
      tunnels.reconcile(Map.of(id, tunnel)).await();
      if (trace) watch.trace();
      code = watch.until(stopped);
      vertx.undeploy(tunnels.deploymentID()).await();
      return code;
    } finally {
      vertx.close().await();
      stopped.over(code);
    }
  }

  private TunnelSettings.Kept tunnel(SshEnvironment environment) {
    var ssh = ssh();
    var forwards = new ArrayList<Forward>();
    local.forEach(given -> forwards.add(forward(Direction.LOCAL, given)));
    remote.forEach(given -> forwards.add(forward(Direction.REMOTE, given)));
    configured(environment, ssh).forEach(forwards::add);
    if (forwards.isEmpty())
      throw Refusal.wrongUse(
          "nothing to forward: give -L or -R, or a LocalForward in the Host block of "
              + destination);
    return new TunnelSettings.Kept(destination, ssh, forwards, standby);
  }

  private static List<Forward> configured(SshEnvironment environment, SshSettings ssh) {
    var resolver = new TargetResolver(environment, OpenSshConfig.load(environment));
    return switch (resolver.resolve(ssh)) {
      case TargetOutcome.Unusable(var failure, var findings) ->
          throw Refusal.wrongUse(allOf(failure, findings));
      case TargetOutcome.Resolved(var target) ->
          target.forwards().stream().flatMap(it -> ForwardSpec.of(it).stream()).toList();
    };
  }

  /** Whoever mends a file wants every mistake in it at once. */
  private static String allOf(Failure failure, List<SshFinding> findings) {
    if (findings.size() < 2) return failure.toString();
    return findings.stream()
        .map(finding -> "\n  " + finding)
        .collect(Collectors.joining("", failure.reason().code() + ":", ""));
  }

  private static Forward forward(Direction direction, String given) {
    try {
      return ForwardSpec.read(direction, given);
    } catch (IllegalArgumentException e) {
      throw Refusal.wrongUse(String.valueOf(e.getMessage()));
    }
  }

  private SshSettings ssh() {
    var plain = SshSettings.to(destination);
    return new SshSettings(
        destination,
        jumps,
        identities,
        plain.passphrase(),
        plain.password(),
        acceptNew ? Optional.of(SshSettings.HostKeyPolicy.ACCEPT_NEW) : Optional.empty(),
        knownHosts,
        plain.connectTimeout(),
        plain.keepalive());
  }

  /** As {@code ssh -F}: another file, and then no system-wide one; or none at all. */
  private SshEnvironment environment() {
    var real = SshEnvironment.real();
    if (config.isEmpty()) return real;
    var file = config.filter(name -> !name.equals("none")).map(Path::of);
    return new SshEnvironment(
        real.user(), real.localHost(), real.variables(), file, Optional.empty());
  }
}

package dev.lifeguard.baseline;

import static dev.lifeguard.baseline.BaselineCheck.*;

import dev.lifeguard.ssh.config.OpenSshConfig;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.ResolvedTarget.IdentityFile;
import dev.lifeguard.ssh.config.SshFinding;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.TargetOutcome;
import dev.lifeguard.ssh.config.TargetResolver;
import dev.lifeguard.ssh.key.KnownHosts;
import dev.lifeguard.tunnel.TunnelSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Judges how this machine logs in elsewhere: {@code ~/.ssh}, and the tunnels' own settings. */
final class SshPosture {
  private final BaselineScope scope;
  private final Instant now;
  private final KeyPosture keys;
  private final OpenSshConfig config;
  private final TargetResolver resolver;
  private final List<BaselineFinding> findings = new ArrayList<>();
  private final Set<Path> judged = new LinkedHashSet<>();

  SshPosture(BaselineScope scope, Instant now) {
    this.scope = scope;
    this.now = now;
    this.keys = new KeyPosture(now);
    this.config = OpenSshConfig.load(scope.ssh());
    this.resolver = new TargetResolver(scope.ssh(), config);
  }

  List<BaselineFinding> findings() {
    for (var gateway : scope.gateways())
      for (var tunnel : gateway.tunnels()) tunnel(gateway.name(), tunnel);
    folder();
    return List.copyOf(findings);
  }

  /** Of the oldest key that the gateway's tunnels would offer. */
  Optional<Duration> keyAge(BaselineScope.Gateway gateway) {
    return gateway.tunnels().stream()
        .flatMap(tunnel -> target(tunnel).stream())
        .flatMap(target -> target.credentials().identities().stream())
        .flatMap(identity -> SmallFile.age(identity.file(), now).stream())
        .max(Comparator.naturalOrder());
  }

  private Optional<ResolvedTarget> target(TunnelSettings tunnel) {
    return tunnel instanceof TunnelSettings.Kept kept ? resolve(kept.ssh()) : Optional.empty();
  }

  private Optional<ResolvedTarget> resolve(SshSettings settings) {
    return switch (resolver.resolve(settings)) {
      case TargetOutcome.Resolved(var target) -> Optional.of(target);
      case TargetOutcome.Unusable _ -> Optional.empty(); // the tunnel itself says so
    };
  }

  private void tunnel(String gateway, TunnelSettings tunnel) {
    var target = target(tunnel);
    if (target.isEmpty()) return;
    var hops = Stream.concat(target.get().route().jumps().stream(), target.stream());
    hops.forEach(hop -> hop(gateway, hop));
  }

  private void hop(String gateway, ResolvedTarget hop) {
    for (var identity : hop.credentials().identities()) key(gateway, identity);
  }

  private void key(String gateway, IdentityFile identity) {
    if (!judged.add(identity.file())) return;
    if (identity.asked())
      keys.missing(identity.file()).ifPresent(it -> findings.add(it.of(gateway)));
    keys.of(identity.file()).forEach(it -> findings.add(it.of(gateway)));
  }

  private void folder() {
    var folder = scope.home().resolve(".ssh");
    for (var file : List.of(folder, folder.resolve("config"), folder.resolve("known_hosts")))
      FileModes.settings(file).ifPresent(findings::add);
    for (var file : SmallFile.in(folder)) if (judged.add(file)) findings.addAll(keys.of(file));
    config.files().forEach(this::configuration);
    knownHosts(folder.resolve("known_hosts"));
  }

  private void configuration(Path file) {
    var text = SmallFile.read(file).map(SshConfigText::of);
    text.ifPresent(it -> it.unchecked().forEach(line -> add(file, line)));
    text.ifPresent(it -> it.forwardsWithoutKeepalive().forEach(block -> add(file, block)));
  }

  private void add(Path file, SshConfigText.Setting setting) {
    findings.add(
        BaselineFinding.here(
            SSH_HOST_KEY_UNCHECKED,
            file + ":" + setting.line(),
            setting.keyword() + " is " + setting.value(),
            "set StrictHostKeyChecking accept-new, or stricter, and keep the known_hosts file"));
  }

  private void add(Path file, SshConfigText.Block block) {
    findings.add(
        BaselineFinding.here(
            SSH_KEEPALIVE_OFF,
            file + ":" + block.line(),
            "Host " + block.name() + " forwards ports, and no ServerAliveInterval holds for it",
            "set ServerAliveInterval 15 there"));
  }

  private void knownHosts(Path file) {
    if (!Files.isRegularFile(file)) return;
    var dead = new TreeSet<Integer>();
    var what = new ArrayList<String>();
    for (var finding : KnownHosts.read(List.of(file)).findings())
      if (finding.severity() != SshFinding.Severity.NOTE)
        finding
            .at()
            .filter(at -> at.line() > 0)
            .ifPresent(
                at -> {
                  dead.add(at.line());
                  what.add(at.line() + ": " + finding.what());
                });
    repeated(file, dead, what);
    if (dead.isEmpty()) return;
    var fix = "lifeguard baseline --fix, or take these lines out";
    var seen = String.join("; ", what.subList(0, Math.min(5, what.size())));
    findings.add(
        BaselineFinding.here(KNOWN_HOSTS_LINE, file.toString(), seen, fix)
            .with(new Repair.DropLines(file, dead)));
  }

  /** The first of two equal lines does all that both do. */
  private static void repeated(Path file, Set<Integer> dead, List<String> what) {
    var lines = SmallFile.read(file).orElse("").lines().map(String::strip).toList();
    var seen = new LinkedHashSet<String>();
    for (var at = 0; at < lines.size(); at++) {
      var line = lines.get(at);
      if (line.isEmpty() || line.startsWith("#") || seen.add(line)) continue;
      dead.add(at + 1);
      what.add((at + 1) + ": repeats an earlier line");
    }
  }
}

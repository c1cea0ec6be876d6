package dev.lifeguard.remedy.step.tunnel;

import dev.lifeguard.config.DurationText;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.StepSettings;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.remedy.step.TunnelChange;
import dev.lifeguard.remedy.step.TunnelChanges;
import dev.lifeguard.remedy.step.Ward;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import dev.lifeguard.tunnel.TunnelSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives a tunnel more patience, or less: until a person changes what is configured. The tunnel
 * begins anew with it.
 */
public final class TunnelOptions implements StepKind {
  private final Ward ward;
  private final TunnelChanges changes;

  public TunnelOptions(Ward ward, TunnelChanges changes) {
    this.ward = ward;
    this.changes = changes;
  }

  @Override
  public String name() {
    return "tunnel.options";
  }

  @Override
  public Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    return Expected.preview(
        "Changes how patient a tunnel is.",
        () -> {
          var tunnel = tunnel(scene);
          var change = change(scene.step(), tunnel.ssh());
          return Preview.of(
              "Tunnel " + tunnel.name() + ": " + said(tunnel.ssh(), change) + ". It begins anew.",
              "tunnel " + tunnel.name());
        });
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(
        () -> {
          var tunnel = tunnel(scene);
          var change = change(scene.step(), tunnel.ssh());
          var said = said(tunnel.ssh(), change);
          if (change.applied(tunnel.ssh()).equals(tunnel.ssh()))
            return new StepOutcome.Skipped("it is so already: " + said);
          changes.put(ward.patient(scene.gateway()).id(tunnel), change);
          return StepOutcome.done("tunnel " + tunnel.name() + " begins anew with " + said);
        });
  }

  private TunnelSettings.Kept tunnel(Scene scene) {
    return ward.patient(scene.gateway()).needKept(scene.label("tunnel"));
  }

  private static TunnelChange change(StepSettings step, SshSettings ssh) {
    var timeout = duration(step, "connect-timeout");
    var every = duration(step, "keepalive-every");
    var misses = step.text("keepalive-misses").map(Integer::parseInt);
    if (timeout.isEmpty() && every.isEmpty() && misses.isEmpty())
      throw new FailedException(
          Reason.NOT_SUPPORTED,
          "nothing is to be changed; give connect-timeout, keepalive-every or keepalive-misses");
    var usual = ssh.keepalive().orElse(Keepalive.DEFAULT);
    var keepalive = new Keepalive(every.orElse(usual.every()), misses.orElse(usual.misses()));
    var touched = every.isPresent() || misses.isPresent();
    return new TunnelChange(
        Optional.empty(), timeout, touched ? Optional.of(keepalive) : Optional.empty());
  }

  private static Optional<Duration> duration(StepSettings step, String key) {
    return step.text(key).map(_ -> step.duration(key, Duration.ZERO));
  }

  private static String said(SshSettings before, TunnelChange change) {
    var after = change.applied(before);
    return "connect-timeout "
        + timeout(before)
        + " -> "
        + timeout(after)
        + ", keepalive "
        + keepalive(before)
        + " -> "
        + keepalive(after);
  }

  private static String timeout(SshSettings ssh) {
    return ssh.connectTimeout().map(DurationText::print).orElse("as OpenSSH has it");
  }

  private static String keepalive(SshSettings ssh) {
    return ssh.keepalive()
        .map(it -> DurationText.print(it.every()) + " x" + it.misses())
        .orElse("as OpenSSH has it");
  }
}

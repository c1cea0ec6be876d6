package dev.lifeguard.remedy.step.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.remedy.step.FarShell;
import dev.lifeguard.remedy.step.TunnelChange;
import dev.lifeguard.remedy.step.TunnelChanges;
import dev.lifeguard.remedy.step.Waiting;
import dev.lifeguard.remedy.step.Ward;
import dev.lifeguard.ssh.Persistence;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.SshTrace;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.key.NewKey;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.TunnelSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Makes a new ed25519 key for a tunnel, has the far side know it, proves it by a login with it and
 * only then uses it. The old key stays where it is, here and over there. What cannot be proved is
 * taken back.
 */
public final class RollKey implements StepKind {
  private static final Duration LOGIN = Duration.ofSeconds(20);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Tools tools;
  private final FarShell shell;

  /** What it works with. */
  public record Tools(
      Ward ward,
      SshSessions sessions,
      SshEnvironment environment,
      TunnelChanges changes,
      Time time) {}

  public RollKey(Tools tools) {
    this.tools = tools;
    this.shell = new FarShell(tools.sessions());
  }

  @Override
  public String name() {
    return "ssh.new-key";
  }

  @Override
  public Repetition repetition() {
    return Repetition.ONCE;
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    var text = "Makes a new ed25519 key for a tunnel and has the far side know it.";
    return Expected.preview(
        text,
        () -> {
          var tunnel = tunnel(scene);
          var far = tunnel.ssh().destination() + ":" + farFile(scene);
          return Preview.of(
              "Makes the key "
                  + file(scene)
                  + " (mode 0600), adds its public half to "
                  + far
                  + ", logs in with it, and has the tunnel "
                  + tunnel.name()
                  + " use it. The old key stays.",
              file(scene).toString(),
              far,
              "tunnel " + tunnel.name());
        });
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(() -> roll(scene, tunnel(scene)));
  }

  private StepOutcome roll(Scene scene, TunnelSettings.Kept tunnel) throws InterruptedException {
    var grant = new KeyGrant(shell, tunnel.ssh(), farFile(scene));
    var key = NewKey.make(file(scene), comment(scene));
    try {
      grant.install(key);
      prove(tunnel.ssh(), key);
    } catch (FailedException e) {
      takeBack(grant, key, e);
      throw e;
    }
    tools
        .changes()
        .put(tools.ward().patient(scene.gateway()).id(tunnel), TunnelChange.key(key.file()));
    return StepOutcome.done(
        "the tunnel "
            + tunnel.name()
            + " uses "
            + key
            + " now, which let us in; the old key stays. To keep it for good, write into the"
            + " configuration: identity: "
            + key.file(),
        "installed",
        key.file().toString());
  }

  /** A login of its own in which no other key may stand in for the new one. */
  private void prove(SshSettings ssh, NewKey key) throws InterruptedException {
    var accepted = new CopyOnWriteArrayList<String>();
    var trace =
        new SshTrace() {
          @Override
          public void tell(String line) {}

          @Override
          public void accepted(String fingerprint) {
            accepted.add(fingerprint);
          }
        };
    var with = TunnelChange.key(key.file()).applied(ssh);
    var login =
        tools.sessions().fresh(with, List.of("IdentitiesOnly=yes"), Persistence.ONCE, trace);
    Waiting.on(login, LOGIN).close();
    if (accepted.isEmpty() || !accepted.getLast().equals(key.fingerprint()))
      throw new FailedException(
          Reason.KEY_REJECTED,
          "the far side does not take the new key: does it read another authorized_keys file?"
              + " Name it with `authorized-keys`");
  }

  private static void takeBack(KeyGrant grant, NewKey key, FailedException first)
      throws InterruptedException {
    key.discard();
    try {
      grant.remove(key);
    } catch (FailedException e) {
      throw new FailedException(
          first.failure().reason(),
          first.failure().detail()
              + "; the new key may still stand in authorized_keys over there: "
              + e.failure().detail());
    }
  }

  private TunnelSettings.Kept tunnel(Scene scene) {
    return tools.ward().patient(scene.gateway()).needKept(scene.label("tunnel"));
  }

  private static String farFile(Scene scene) {
    return scene.step().text("authorized-keys").map(FarShell::quoted).orElse(KeyGrant.USUAL);
  }

  private Path file(Scene scene) {
    var name = "id_ed25519_lifeguard_" + plain(scene.gateway()) + "_" + plain(scene.cause().run());
    return tools.environment().user().home().resolve(".ssh").resolve(name);
  }

  private String comment(Scene scene) {
    var name = plain(scene.gateway());
    return "lifeguard-"
        + name.substring(0, Math.min(60, name.length()))
        + "-"
        + DAY.format(tools.time().now());
  }

  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9._-]", "-");
  }
}

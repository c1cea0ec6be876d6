package dev.lifeguard.remedy.step.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.StepSettings;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.remedy.step.FileEdit;
import dev.lifeguard.remedy.step.Shown;
import dev.lifeguard.remedy.step.Ward;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.key.HostKeyOffer;
import dev.lifeguard.ssh.key.HostKeyVerdict;
import dev.lifeguard.ssh.key.KnownHostsEdit;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.Optional;

/**
 * Trusts the host key that a server shows now. Only a person may say so, and only the very key that
 * was shown to him is taken: a server that shows another one by then is refused.
 */
public final class AcceptHostKey implements StepKind {
  private static final Duration LOOK = Duration.ofSeconds(20);

  private final Ward ward;
  private final SshSessions sessions;
  private final Shown shown;
  private final Time time;

  public AcceptHostKey(Ward ward, SshSessions sessions, Shown shown, Time time) {
    this.ward = ward;
    this.sessions = sessions;
    this.shown = shown;
    this.time = time;
  }

  @Override
  public String name() {
    return "ssh.accept-host-key";
  }

  @Override
  public Repetition repetition() {
    return Repetition.ONCE;
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Optional<String> asksFirst(StepSettings step) {
    return Optional.of("whether a server that shows another key is still the right one");
  }

  @Override
  public boolean showsFirst() {
    return true;
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    return Expected.preview(
        "Trusts the host key that the server shows.",
        () -> {
          var refused = refused(ssh(scene));
          if (refused.isEmpty())
            return Preview.of("The server's host key is known: nothing to do.");
          var offer = refused.get();
          var edit = edit(offer);
          shown.keep(scene, offer.fingerprint());
          return Preview.of(
                  "Trusts from now on: "
                      + offer
                      + ". "
                      + former(offer)
                      + " Compare it with what the server's owner says (ssh-keygen -lf"
                      + " /etc/ssh/ssh_host_ed25519_key.pub, over there).",
                  edit.file().toString())
              .with(edit.diff(after(edit, offer)));
        });
  }

  private static String former(HostKeyOffer offer) {
    return switch (offer.verdict()) {
      case HostKeyVerdict.Changed(var expected, _, var at) ->
          "Trusted so far: " + expected + " (" + at + ").";
      case HostKeyVerdict.Unknown _,
          HostKeyVerdict.Known _,
          HostKeyVerdict.CertifiedBy _,
          HostKeyVerdict.Revoked _,
          HostKeyVerdict.CertificateRefused _ ->
          "So far no key of this server is trusted.";
    };
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(
        () -> {
          if (scene.cause().approvedBy().isEmpty())
            throw new FailedException(
                Reason.NOT_SUPPORTED, "a host key is only trusted when a person said yes to it");
          var refused = refused(ssh(scene));
          return refused.isEmpty()
              ? new StepOutcome.Skipped("the server's host key is known")
              : trust(scene, refused.get());
        });
  }

  private StepOutcome trust(Scene scene, HostKeyOffer offer) throws InterruptedException {
    var approved = scene.step().text("fingerprint").or(() -> seen(scene));
    if (approved.isEmpty() || !approved.get().equals(offer.fingerprint()))
      throw new FailedException(
          Reason.HOST_KEY_CHANGED,
          "the server shows "
              + offer
              + " now; the yes was for "
              + approved.orElse("no key at all"));
    var edit = edit(offer);
    var copy = edit.write(after(edit, offer), time.now());
    var then = HostKeyLook.at(ssh(scene), sessions, LOOK);
    var further = then.failure().map(why -> "; the login still fails: " + why).orElse("");
    return StepOutcome.done(
        "trusted: "
            + offer
            + " in "
            + edit.file()
            + copy.map(file -> ", former file: " + file).orElse("")
            + further);
  }

  private Optional<String> seen(Scene scene) {
    try {
      return shown.of(scene);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private SshSettings ssh(Scene scene) {
    return ward.patient(scene.gateway()).needKept(scene.label("tunnel")).ssh();
  }

  /** The key that is not trusted; empty: the login goes well. Other failures are not ours. */
  private Optional<HostKeyOffer> refused(SshSettings ssh) throws InterruptedException {
    var look = HostKeyLook.at(ssh, sessions, LOOK);
    if (look.failure().isEmpty()) return Optional.empty();
    var why = look.failure().get();
    return switch (why.reason()) {
      case HOST_KEY_UNKNOWN, HOST_KEY_CHANGED -> look.refused();
      default -> throw new FailedException(why);
    };
  }

  private static FileEdit edit(HostKeyOffer offer) {
    return offer.trusted().userFiles().stream()
        .findFirst()
        .map(FileEdit::of)
        .orElseThrow(
            () ->
                new FailedException(Reason.NOT_SUPPORTED, "there is no known_hosts file to write"));
  }

  private static String after(FileEdit edit, HostKeyOffer offer) {
    return KnownHostsEdit.trusting(offer, edit.text())
        .orElseThrow(
            () ->
                new FailedException(
                    Reason.NOT_SUPPORTED,
                    offer.trusted().name() + " is no name that can stand in known_hosts"));
  }
}

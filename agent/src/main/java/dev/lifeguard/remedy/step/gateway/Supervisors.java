package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.gateway.Payload;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.step.FarShell;
import dev.lifeguard.remedy.step.Patient;
import dev.lifeguard.remedy.step.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds who supervises a gateway: what the configuration says, else systemd's user unit or
 * launchd's service under OpenClaw's own names. Blocks.
 */
final class Supervisors {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Pattern JSON = Pattern.compile("(?s)\\{.*}");

  private final FarShell shell;

  Supervisors(FarShell shell) {
    this.shell = shell;
  }

  /** Fails with SUPERVISOR_MISSING when there is none. */
  Supervisor find(Patient patient) throws InterruptedException {
    var hand =
        Hand.of(patient, shell)
            .orElseThrow(() -> missing(patient, "there is no way to its machine"));
    var command = patient.supervision().restart();
    if (!command.isEmpty()) return new Supervisor.Commanded(hand, command);
    var uid = uid(hand);
    var found = systemd(patient, hand, uid);
    if (found.isEmpty()) found = launchd(patient, hand, uid);
    return found.orElseThrow(
        () ->
            missing(
                patient,
                "neither systemd (" + unit(patient) + ") nor launchd knows it " + hand.place()));
  }

  private static FailedException missing(Patient patient, String why) {
    return new FailedException(
        Reason.SUPERVISOR_MISSING,
        "nobody is known who keeps "
            + patient.name()
            + " running: "
            + why
            + "; name a command under `supervisor.restart`, or start it by hand: openclaw gateway"
            + " run");
  }

  private static String uid(Hand hand) throws InterruptedException {
    var uid = hand.run(List.of("id", "-u"), PATIENCE).output().strip();
    return uid.matches("[0-9]{1,10}") ? uid : "0";
  }

  private static Optional<Supervisor> systemd(Patient patient, Hand hand, String uid)
      throws InterruptedException {
    // over SSH nothing sets this, and without it systemctl finds no user manager
    var systemctl = List.of("env", "XDG_RUNTIME_DIR=/run/user/" + uid, "systemctl", "--user");
    var show =
        Supervisor.with(
            systemctl,
            "show",
            unit(patient),
            "--property=LoadState,ActiveState,Result,ExecMainStatus");
    return run(hand, show)
        .filter(ended -> ended.output().contains("LoadState=loaded"))
        .map(ended -> new Supervisor.Systemd(hand, systemctl, unit(patient), ended.output()));
  }

  private static Optional<Supervisor> launchd(Patient patient, Hand hand, String uid)
      throws InterruptedException {
    var label = "ai.openclaw." + patient.supervision().profile().orElse("gateway");
    var service = "gui/" + uid + "/" + label;
    return run(hand, List.of("launchctl", "print", service))
        .map(ended -> new Supervisor.Launchd(hand, service, ended.output()));
  }

  private static String unit(Patient patient) {
    var profile = patient.supervision().profile().map(name -> "-" + name).orElse("");
    return "openclaw-gateway" + profile + ".service";
  }

  /** A program that is not there, or is not content, is no supervisor. */
  private static Optional<Program.Ended> run(Hand hand, List<String> argv)
      throws InterruptedException {
    try {
      return Optional.of(hand.run(argv, PATIENCE)).filter(ended -> ended.status() == 0);
    } catch (FailedException e) {
      if (e.failure().reason() != Reason.COMMAND_FAILED) throw e;
      return Optional.empty();
    }
  }

  /**
   * What OpenClaw itself finds wrong in its configuration, with which it would not start (exit 78);
   * empty: nothing, or it could not be asked.
   */
  Optional<String> rejected(Patient patient, Hand hand) throws InterruptedException {
    var cli = patient.supervision().openclaw();
    var profile = patient.supervision().profile();
    var argv = profile.isEmpty() ? cli : Supervisor.with(cli, "--profile", profile.get());
    return answer(hand, Supervisor.with(argv, "config", "validate", "--json"))
        .filter(said -> said.flag("valid").filter(yes -> !yes).isPresent())
        .map(
            said ->
                said.children("issues").stream()
                    .map(one -> one.text("path").orElse("") + ": " + one.text("message").orElse(""))
                    .collect(Collectors.joining("; ")));
  }

  private static Optional<Payload> answer(Hand hand, List<String> argv)
      throws InterruptedException {
    try {
      var json = JSON.matcher(hand.run(argv, PATIENCE).output());
      return json.find() ? Payload.read(json.group()) : Optional.empty();
    } catch (FailedException e) {
      return Optional.empty(); // no OpenClaw on the path over there: its supervisor will tell
    }
  }
}

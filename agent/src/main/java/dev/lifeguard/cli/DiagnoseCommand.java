package dev.lifeguard.cli;

import dev.lifeguard.app.AgentSettings;
import dev.lifeguard.app.Excursion;
import dev.lifeguard.app.WatchedGateway;
import dev.lifeguard.app.Ways;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.DiagnosisJson;
import dev.lifeguard.diagnosis.deep.DeepLook;
import dev.lifeguard.diagnosis.deep.SshdLogFile;
import dev.lifeguard.diagnosis.walk.Further;
import dev.lifeguard.diagnosis.walk.Progress;
import dev.lifeguard.diagnosis.walk.Way;
import dev.lifeguard.ssh.OpenSshConfig;
import dev.lifeguard.ssh.SshEnvironment;
import dev.lifeguard.ssh.SshSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which layer is broken, why, what proves it, and what mends it. */
@Command(
    name = "diagnose",
    mixinStandardHelpOptions = true,
    description = {
      "Walks the way to a gateway layer by layer, now, and stops where it is broken.",
      "Then says the cause, what it rests on, and what mends it. Needs no running agent, and for",
      "user@host or a URL no configuration. Exit code 0: well, 1: found something, 2: wrong use."
    })
final class DiagnoseCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Parameters(
      paramLabel = "GATEWAY|URL|HOST",
      description = "A configured name, ws:// or wss://, [user@]host[:port], or a Host alias.")
  private String subject = "";

  @Option(
      names = "--deep",
      description = {
        "Look on the gateway's host too, with read-only commands over SSH (here, when it is"
            + " local):",
        "process, ports, log, logins, sshd, retransmits. Each command is shown."
      })
  private boolean deep;

  @Option(
      names = "--sshd-log",
      paramLabel = "FILE",
      description = "sshd's log from over there: tells a wrong key from a user who may not log in.")
  private Optional<Path> sshdLog = Optional.empty();

  @Option(names = "--json", description = "Print as JSON; docs/diagnose.md says what is in it.")
  private boolean asJson;

  @Option(
      names = "--lang",
      paramLabel = "en|zh",
      description = "The language of causes; evidence and commands stay as they are.")
  private Tongue language = Tongue.EN;

  @Spec private CommandSpec spec;

  /** What the causes are told in. */
  enum Tongue {
    EN,
    ZH
  }

  @Override
  public Integer call() throws InterruptedException {
    if (subject.isBlank()) throw Refusal.wrongUse("nothing to diagnose: the name is empty");
    var environment = SshEnvironment.real();
    var way = way(environment);
    var diagnosis = diagnose(environment, way);
    var out = spec.commandLine().getOut();
    if (asJson) out.println(DiagnosisJson.write(diagnosis).encodePrettily());
    else new DiagnosisPrint(out, language).print(diagnosis);
    out.flush();
    return diagnosis.healthy() ? 0 : Lifeguard.FOUND;
  }

  private Diagnosis diagnose(SshEnvironment environment, Way way) throws InterruptedException {
    var shown = ProgressLine.onTerminal();
    try (var excursion = new Excursion(environment)) {
      var errand =
          new Excursion.Errand(way, further(), ours(), target.key().toAbsolutePath().getParent());
      return excursion.diagnose(errand, shown.<Progress>map(it -> it).orElse(Progress.SILENT));
    } finally {
      shown.ifPresent(ProgressLine::clear);
    }
  }

  private List<Further> further() {
    var further = new ArrayList<Further>();
    sshdLog.ifPresent(file -> further.add(new SshdLogFile(file)));
    if (deep) further.add(new DeepLook());
    return further;
  }

  /** An agent beside us may hold the local ports. */
  private Set<Long> ours() {
    var us = ProcessHandle.current().pid();
    return AgentClient.find(target.key().toAbsolutePath().getParent())
        .flatMap(AgentClient::pid)
        .map(agent -> Set.of(us, agent))
        .orElse(Set.of(us));
  }

  private Way way(SshEnvironment environment) {
    if (Target.isUrl(subject)) return Ways.straight(target.settings(subject), List.of());
    if (subject.contains("@")) return Ways.login(SshSettings.to(subject), List.of());
    var settings = target.configured();
    var layers = settings.rules().layers();
    var gateway = settings.gateways().stream().filter(it -> it.name().equals(subject)).findFirst();
    if (gateway.isPresent())
      return Excursion.way(gateway.get(), gateway.get().paths().getFirst(), layers);
    if (isHost(environment)) return Ways.login(SshSettings.to(subject), layers);
    throw Refusal.wrongUse(unknown(settings));
  }

  private boolean isHost(SshEnvironment environment) {
    return subject.contains(".")
        || subject.contains(":")
        || OpenSshConfig.load(environment).names(subject);
  }

  private String unknown(AgentSettings settings) {
    var names =
        settings.gateways().stream().map(WatchedGateway::name).collect(Collectors.joining(", "));
    return "no gateway is called "
        + subject
        + "; there are: "
        + names
        + ". A host is written as user@host, a URL as ws://host:port";
  }
}

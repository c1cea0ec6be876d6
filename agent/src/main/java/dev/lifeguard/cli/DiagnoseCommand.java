package dev.lifeguard.cli;

import dev.lifeguard.app.AgentSettings;
import dev.lifeguard.app.Excursion;
import dev.lifeguard.app.Excursion.Breadth;
import dev.lifeguard.app.WatchedGateway;
import dev.lifeguard.app.Ways;
import dev.lifeguard.config.Nearest;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.deep.DeepLook;
import dev.lifeguard.diagnosis.deep.SshdLogFile;
import dev.lifeguard.diagnosis.walk.Further;
import dev.lifeguard.diagnosis.walk.Progress;
import dev.lifeguard.diagnosis.walk.Way;
import dev.lifeguard.rule.Layer;
import dev.lifeguard.ssh.config.OpenSshConfig;
import dev.lifeguard.ssh.config.OpenSshConfig.HostEntry;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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
      "Then says the cause, what it rests on, and what mends it. Every path of the gateway is",
      "walked, and those that serve are named. Needs no running agent, and for user@host or a",
      "URL no configuration. Exit code 0: all is well, 1: found something, 2: wrong use."
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
    var diagnoses = walk(environment, trips(environment));
    var out = spec.commandLine().getOut();
    if (asJson) out.println(diagnoses.json().encodePrettily());
    else new DiagnosisPrint(out, language).print(diagnoses);
    out.flush();
    return diagnoses.areWell() ? 0 : Lifeguard.FOUND;
  }

  /** One way to be walked, and the name of its path. */
  private record Trip(String path, Way way) {}

  /** In the order of preference; what lies behind the gateway is looked at on one path only. */
  private PathDiagnoses walk(SshEnvironment environment, List<Trip> trips)
      throws InterruptedException {
    var inUse = trips.size() == 1 ? Optional.<String>empty() : inUse();
    var leading = PathDiagnoses.leading(trips.stream().map(Trip::path).toList(), inUse);
    var shown = ProgressLine.onTerminal();
    var all = new ArrayList<PathDiagnoses.One>();
    try (var excursion = new Excursion(environment)) {
      for (var trip : trips) {
        var breadth = trip.path().equals(leading) ? Breadth.WITH_PARTS : Breadth.WAY;
        var progress = progress(shown, trips.size() == 1 ? "" : "path " + trip.path() + ", ");
        var walked = excursion.diagnose(errand(trip.way(), breadth), progress);
        var remembered = trip.path().equals(leading) ? remembered(trip, walked) : walked;
        all.add(new PathDiagnoses.One(trip.path(), remembered));
      }
      return new PathDiagnoses(all, inUse);
    } finally {
      shown.ifPresent(ProgressLine::clear);
    }
  }

  /** What nobody configured, no agent knows. */
  private Diagnosis remembered(Trip trip, Diagnosis walked) {
    return trip.path().isEmpty() ? walked : AgentsMemory.of(dataDir(), subject).beside(walked);
  }

  private Excursion.Errand errand(Way way, Breadth breadth) {
    return new Excursion.Errand(way, breadth, further(), ours(), dataDir());
  }

  private Path dataDir() {
    return target.key().toAbsolutePath().getParent();
  }

  private static Progress progress(Optional<ProgressLine> shown, String where) {
    return shown
        .<Progress>map(line -> (layer, what) -> line.now(layer, where + what))
        .orElse(Progress.SILENT);
  }

  /** The path that the running agent uses; one that does not answer cannot say. */
  private Optional<String> inUse() {
    try {
      return AgentClient.find(dataDir())
          .map(agent -> agent.read("/api/v1/paths"))
          .flatMap(answer -> PathDiagnoses.inUse(answer, subject));
    } catch (Refusal silent) {
      return Optional.empty();
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
    return AgentClient.find(dataDir())
        .flatMap(AgentClient::pid)
        .map(agent -> Set.of(us, agent))
        .orElse(Set.of(us));
  }

  private List<Trip> trips(SshEnvironment environment) {
    Target.refuseOtherUrls(subject);
    if (Target.isUrl(subject)) return only(Ways.straight(target.settings(subject), thresholds()));
    if (subject.contains("@")) return host(thresholds());
    var settings = target.configured();
    var layers = settings.rules().layers();
    var gateway = settings.gateways().stream().filter(it -> it.name().equals(subject)).findFirst();
    if (gateway.isPresent())
      return gateway.get().paths().stream()
          .map(path -> new Trip(path.name(), Excursion.way(gateway.get(), path, settings)))
          .toList();
    if (isHost(environment, settings)) return host(layers);
    throw Refusal.wrongUse(unknown(settings));
  }

  /** What nobody configured is held against the shipped thresholds, or those that are in force. */
  private List<Layer> thresholds() {
    return target.configuredIfGood().map(it -> it.rules().layers()).orElse(List.of());
  }

  private List<Trip> host(List<Layer> layers) {
    var ssh = SshSettings.to(subject);
    if (!ssh.isWellFormed() && !subject.matches(".*@(:[0-9]*)?"))
      throw Refusal.wrongUse(subject + " is no [user@]host[:port]" + brackets());
    return only(Ways.login(ssh, layers));
  }

  private String brackets() {
    var host = subject.substring(subject.lastIndexOf('@') + 1);
    return host.matches("[0-9A-Fa-f]*:[0-9A-Fa-f.:]*:[0-9A-Fa-f.:]*")
        ? "; an IPv6 address stands in brackets: [" + host + "]; with a port: [" + host + "]:22"
        : "";
  }

  private static List<Trip> only(Way way) {
    return List.of(new Trip("", way));
  }

  /** A bare word much like a Host alias, and like no gateway, is a host whose alias drifted. */
  private boolean isHost(SshEnvironment environment, AgentSettings settings) {
    var config = OpenSshConfig.load(environment);
    if (subject.contains(".") || subject.contains(":") || config.names(subject)) return true;
    if (Nearest.to(subject, names(settings)).isPresent()) return false;
    var aliases =
        config.hosts().stream().filter(HostEntry::isAlias).map(HostEntry::pattern).toList();
    return Nearest.to(subject, aliases).isPresent();
  }

  private static List<String> names(AgentSettings settings) {
    return settings.gateways().stream().map(WatchedGateway::name).toList();
  }

  private String unknown(AgentSettings settings) {
    var names = names(settings);
    var near = Nearest.to(subject, names).map(name -> " (did you mean " + name + "?)").orElse("");
    return "no gateway is called %s%s; there are: %s. A host is written as user@host, a URL as ws://host:port"
        .formatted(subject, near, String.join(", ", names));
  }
}

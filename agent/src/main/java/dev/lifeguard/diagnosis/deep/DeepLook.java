package dev.lifeguard.diagnosis.deep;

import dev.lifeguard.diagnosis.Diagnosis.Command;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.far.FarHost;
import dev.lifeguard.diagnosis.far.ListenerTable;
import dev.lifeguard.diagnosis.walk.Further;
import dev.lifeguard.diagnosis.walk.Notebook;
import dev.lifeguard.diagnosis.walk.Progress;
import dev.lifeguard.diagnosis.walk.Walk;
import dev.lifeguard.diagnosis.walk.Way;
import dev.lifeguard.ssh.SshSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a command on the gateway's host can tell, in the runbook's order: process, port and bind,
 * authentication, channels, providers, and then the path's own figures. Every command is fixed text
 * of ours that only reads, has a deadline, and is shown. Blocks.
 */
public final class DeepLook implements Further {
  private static final int USUAL_PORT = 18_789;
  private static final Duration EACH = Duration.ofSeconds(6);

  @Override
  public void look(Walk walk, Way way, Progress progress) throws InterruptedException {
    var host = host(walk.session(), way);
    if (host.isEmpty()) {
      walk.notebook()
          .remark("far host", "no command can be run there: the login does not carry that far");
      return;
    }
    var port = port(walk, way);
    var processes = "";
    for (var command : FarCommand.values()) {
      progress.now(PathLayer.GATEWAY, command.what());
      var ran = host.get().run(command.line(port), EACH);
      note(walk, command, ran);
      if (command == FarCommand.PROCESS && ran.status().isPresent()) processes = ran.output();
    }
    ProcessTable.sign(processes, holder(walk, port)).ifPresent(walk.notebook()::sign);
    if (way.gateway().isPresent()) new Runbook(walk.notebook(), port).write();
  }

  /** Over the session; here, when the gateway is on this machine. */
  private static Optional<FarHost> host(Optional<SshSession> session, Way way) {
    if (session.isPresent()) return session.map(FarHost.Remote::new);
    var local =
        way.login().isEmpty() && way.gateway().map(it -> isHere(it.url().getHost())).orElse(false);
    return local ? Optional.of(new FarHost.Here()) : Optional.empty();
  }

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /** The gateway's own, over there. */
  private static int port(Walk walk, Way way) {
    var names = walk.evidence().names().values();
    var straight = way.login().isEmpty() ? names.get("port") : null;
    var known = names.getOrDefault("remote-port", straight == null ? "" : straight);
    return known.matches("[0-9]{1,5}") ? Integer.parseInt(known) : USUAL_PORT;
  }

  private static void note(Walk walk, FarCommand command, Command ran) {
    var notebook = walk.notebook();
    notebook.command(ran);
    if (ran.status().isEmpty()) return;
    var user = walk.evidence().names().values().getOrDefault("user", "");
    switch (command) {
      case LISTENERS -> listeners(walk, ran.output());
      case GATEWAY_LOG, SERVICE, VALIDATE -> GatewayLog.signs(ran.output()).forEach(notebook::sign);
      case SSHD_LOG -> SshdLog.signs(ran.output(), user).forEach(notebook::sign);
      case SSHD_CONFIG -> options(notebook, ran.output());
      case LOAD -> HostFigures.load(ran.output()).ifPresent(notebook::sign);
      case RETRANSMITS -> HostFigures.retransmits(ran.output()).ifPresent(notebook::sign);
      case PROCESS -> {} // read once it is known who holds the port
      case LOGINS, PACKETS -> {} // for people
    }
  }

  private static Optional<String> holder(Walk walk, int port) {
    return walk.evidence()
        .all(Sign.FarListeners.class)
        .flatMap(it -> it.listeners().stream())
        .filter(it -> it.port() == port)
        .flatMap(it -> it.process().stream())
        .map(it -> it.replaceAll("^.*pid ([0-9]+).*$", "$1"))
        .findFirst();
  }

  /** The walk may have looked already, and found the gateway as well. */
  private static void listeners(Walk walk, String output) {
    if (walk.evidence().first(Sign.FarListeners.class).isPresent()) return;
    var listeners = ListenerTable.read(output);
    if (listeners.isEmpty()) return; // sshd itself listens: nothing could be run there
    walk.notebook().sign(new Sign.FarListeners(listeners, List.of()));
  }

  private static void options(Notebook notebook, String output) {
    output
        .lines()
        .map(line -> line.strip().split("\\s+", 2))
        .filter(words -> words.length == 2)
        .forEach(words -> notebook.sign(new Sign.SshdOption(words[0], words[1])));
  }
}

package dev.lifeguard.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A real ssh-agent on a socket of its own. */
public final class SshAgent implements AutoCloseable {
  private final Folder folder = new Folder("agent");
  private final Program program;

  public SshAgent() {
    var binary = Peers.require(Peer.SSH_AGENT);
    program = Program.start(Program.Launch.of(folder, binary, "-D", "-a", socket()));
    program.awaitReady(Duration.ofSeconds(10), () -> Files.exists(socket()));
  }

  /** What SSH_AUTH_SOCK would hold. */
  public Path socket() {
    return folder.resolve("socket");
  }

  public void add(SshKey key) {
    add(key.file().toString());
  }

  /** Any arguments of ssh-add: a key file, {@code -D}, {@code -x}. */
  public void add(String... arguments) {
    try (var scratch = new Folder("ssh-add")) {
      var command = new Object[arguments.length + 1];
      command[0] = Peers.require(Peer.SSH_ADD);
      System.arraycopy(arguments, 0, command, 1, arguments.length);
      var launch = Program.Launch.of(scratch, command);
      Program.run(launch.with(Map.of("SSH_AUTH_SOCK", socket().toString())));
    }
  }

  /** The agent dies and leaves its socket file behind. */
  public void kill() {
    program.kill();
  }

  public void suspend() {
    program.suspend();
  }

  public void resume() {
    program.resume();
  }

  @Override
  public void close() {
    program.close();
    folder.close();
  }
}

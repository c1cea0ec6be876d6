package dev.lifeguard.ssh.server;

import dev.lifeguard.ssh.server.EmbeddedServer.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** One command line of a client, on a thread of its own. */
final class EmbeddedCommand extends AbstractCommandSupport {
  private static final int LONGEST = 64 * 1024;

  private final Commands commands;

  EmbeddedCommand(String line, Commands commands) {
    super(line, null);
    this.commands = commands;
  }

  private String line() throws IOException {
    return getCommand().equals("/bin/sh")
        ? new String(getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8).strip()
        : getCommand();
  }

  @Override
  public void run() {
    try {
      var answer = commands.run(line());
      getOutputStream().write(answer.output().getBytes(StandardCharsets.UTF_8));
      getOutputStream().flush();
      onExit(answer.status());
    } catch (IOException gone) {
      onExit(1, "the client has gone");
    }
  }
}

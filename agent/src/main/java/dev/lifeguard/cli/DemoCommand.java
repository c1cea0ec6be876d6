package dev.lifeguard.cli;

import dev.lifeguard.app.AgentRefused;
import dev.lifeguard.demo.Narrator;
import dev.lifeguard.demo.Stage;
import dev.lifeguard.demo.Story;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole loop in half a minute, with nothing but this program. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the whole loop, all inside this process: an SSH server, three gateway stand-ins,"
          + " tunnels, the agent and its console. Faults happen; each is noticed, explained,"
          + " repaired and verified.",
      "Needs no network, no root, no configuration; leaves nothing behind. Exit code 1 when it"
          + " failed."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Where the console answers on 127.0.0.1; any free port unless given.")
  private int port;

  @Option(names = "--stay", description = "Stay open after the story, until interrupted.")
  private boolean stay;

  @Option(names = "--json", description = "Tell the story as one JSON object a line.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > 65535) throw Refusal.wrongUse("--port takes 0 to 65535, not " + port);
    var stopped = new Stopped();
    stopped.onSignal();
    try (var stage = Stage.set(Build.version(), port)) {
      return play(stage, stopped);
    } catch (AgentRefused e) {
      throw Refusal.wrongUse(
          e.getMessage().contains("in use")
              ? "port " + port + " of 127.0.0.1 is taken; give another one with --port, or none"
              : e.getMessage());
    } finally {
      stopped.over();
    }
  }

  /** Ctrl-C ends the story where it is; the stage is struck all the same. */
  private int play(Stage stage, Stopped stopped) throws IOException {
    var here = Thread.currentThread();
    stopped.meanwhile(here::interrupt);
    try {
      var well = new Story(stage, narrator(spec.commandLine().getOut())).play();
      if (stay) stopped.await();
      return well ? 0 : Lifeguard.FOUND;
    } catch (InterruptedException e) {
      spec.commandLine().getOut().println("Stopped; nothing is left behind.");
      spec.commandLine().getOut().flush();
      return 0;
    } finally {
      stopped.meanwhile(() -> {});
      Thread.interrupted(); // what is to be closed must not be cut short
    }
  }

  private Narrator narrator(PrintWriter out) {
    return asJson
        ? new JsonNarrator(out)
        : new TerminalNarrator(out, Paint.ofProcess(), Screen.width());
  }
}

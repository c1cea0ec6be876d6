package dev.lifeguard.cli;

import dev.lifeguard.app.Agent;
import dev.lifeguard.app.AgentRefused;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The daemon. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Watches, alerts and keeps tunnels up until it is stopped.",
      "SIGTERM ends it cleanly, SIGHUP reloads its configuration."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Where where;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var settings = where.settings();
    var err = spec.commandLine().getErr();
    var stopped = new Stopped();
    try (var agent = Agent.start(settings, Build.version())) {
      stopped.onSignal();
      err.println("lifeguard " + Build.version() + ", configuration: " + settings.described());
      agent.watched().forEach(line -> err.println("watching " + line));
      err.println("metrics, API and console: " + agent.address());
      err.flush();
      stopped.await();
    } catch (AgentRefused e) {
      return refused(e, err);
    } finally {
      stopped.over();
    }
    return 0;
  }

  private static int refused(AgentRefused e, PrintWriter err) {
    e.problems().forEach(problem -> err.println(problem));
    err.println("lifeguard: " + e.getMessage());
    return e.problems().isEmpty() ? Lifeguard.FOUND : Lifeguard.CONFIG;
  }
}

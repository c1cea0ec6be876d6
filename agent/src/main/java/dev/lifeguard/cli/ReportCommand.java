package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The report of an incident, after the runbook's template. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Writes the report of an incident from what was recorded: basic data, symptoms, root cause,"
            + " what was done, improvements, lessons, timeline.")
final class ReportCommand implements Callable<Integer> {
  @Mixin private Where where;

  @Parameters(
      arity = "0..1",
      paramLabel = "INCIDENT",
      defaultValue = "latest",
      description =
          "Its id, as `lifeguard incidents` shows it, or the beginning of it; the latest when left"
              + " out.")
  private String incident;

  @Option(
      names = "--lang",
      paramLabel = "en|zh",
      defaultValue = "en",
      description = "The language: ${DEFAULT-VALUE} unless given.")
  private String language;

  @Option(
      names = "--format",
      paramLabel = "md|html",
      defaultValue = "md",
      description = "Markdown or one HTML page: ${DEFAULT-VALUE} unless given.")
  private String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write it there instead of printing it.")
  private Optional<Path> output = Optional.empty();

  @Option(names = "--json", description = "Print the incident's timeline as JSON instead.")
  private boolean asJson;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "Write a note into the incident's record first: a lesson, a finding.")
  private Optional<String> note = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var agent = where.agent();
    var path = "/api/v1/incidents/" + AgentClient.part(id(agent));
    note.ifPresent(text -> agent.post(path + "/notes", written(text)));
    deliver(
        asJson
            ? agent.read(path + "/timeline").encodePrettily() + "\n"
            : agent.text(
                path
                    + "/report?format="
                    + AgentClient.part(format)
                    + "&lang="
                    + AgentClient.part(language)));
    return 0;
  }

  private static JsonObject written(String text) {
    return new JsonObject().put("by", System.getProperty("user.name", "?")).put("text", text);
  }

  private String id(AgentClient agent) {
    return IncidentId.meant(incident, IncidentId.of(agent.read("/api/v1/incidents")));
  }

  private void deliver(String text) {
    if (output.isEmpty()) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      Files.writeString(output.get(), text);
    } catch (IOException e) {
      throw new Refusal(Lifeguard.FOUND, output.get() + " cannot be written: " + e.getMessage());
    }
  }
}

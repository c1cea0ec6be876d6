package dev.lifeguard.cli;

import dev.lifeguard.app.AgentSettings;
import dev.lifeguard.app.Visit;
import dev.lifeguard.app.Visit.Depth;
import dev.lifeguard.diagnosis.check.CheckUp;
import dev.lifeguard.diagnosis.check.CheckUp.Line;
import dev.lifeguard.diagnosis.check.CheckUpJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The runbook's five minutes in one screen. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "The five-minute health check of a gateway, in seconds: status, runtime, channels, errors,"
          + " security.",
      "Asks the running agent when there is one, else the gateway itself. Exit code 0 healthy, 1"
          + " not."
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private Where where;

  @Parameters(paramLabel = "GATEWAY", description = "Names of gateways; all when left out.")
  private List<String> gateways = List.of();

  @Option(names = "--json", description = "Print as JSON; docs/check.md says what is in it.")
  private boolean asJson;

  @Option(
      names = "--audit",
      description =
          "Without an agent: OpenClaw's own security audit too, which takes some seconds.")
  private boolean audit;

  @Option(names = "--watch", description = "Again every two seconds, until interrupted.")
  private boolean watch;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var settings = Where.good(where.settings(), Lifeguard.WRONG_USE).value();
    known(settings);
    var out = spec.commandLine().getOut();
    var code = once(settings, out);
    while (watch) {
      new CountDownLatch(1).await(2, TimeUnit.SECONDS);
      out.println();
      code = once(settings, out);
    }
    return code;
  }

  private int once(AgentSettings settings, PrintWriter out) {
    var checkUps = checkUps(settings);
    if (asJson) out.println(json(checkUps).encodePrettily());
    else checkUps.forEach(checkUp -> print(checkUp, out));
    out.flush();
    return checkUps.stream().allMatch(CheckUp::healthy) ? 0 : Lifeguard.FOUND;
  }

  private void known(AgentSettings settings) {
    var names = settings.gateways().stream().map(gateway -> gateway.name()).toList();
    for (var name : gateways)
      if (!names.contains(name))
        throw Refusal.wrongUse(
            "no gateway is named " + name + "; there are: " + String.join(", ", names));
  }

  private List<CheckUp> checkUps(AgentSettings settings) {
    var agent = AgentClient.find(settings.own().dataDir());
    if (agent.isPresent()) return Visit.whole(settings, gateways, asked(agent.get()));
    var depth = audit ? Depth.WITH_AUDIT : Depth.QUICK;
    try (var visit = new Visit()) {
      return Visit.whole(settings, gateways, visit.check(settings, gateways, depth));
    }
  }

  private List<CheckUp> asked(AgentClient agent) {
    var found = new ArrayList<CheckUp>();
    for (var item : agent.read("/api/v1/check").getJsonArray("gateways")) {
      if (!(item instanceof JsonObject json)) continue;
      if (gateways.isEmpty() || gateways.contains(json.getString("gateway")))
        found.add(CheckUpJson.read(json));
    }
    return found;
  }

  private static JsonObject json(List<CheckUp> checkUps) {
    var list = new JsonArray();
    checkUps.forEach(checkUp -> list.add(CheckUpJson.write(checkUp)));
    return new JsonObject()
        .put("healthy", checkUps.stream().allMatch(CheckUp::healthy))
        .put("gateways", list);
  }

  private static void print(CheckUp checkUp, PrintWriter out) {
    out.println(checkUp.gateway() + "  " + checkUp.url() + "  " + verdict(checkUp));
    var table = new Output();
    for (var section : checkUp.sections()) {
      table.row(section.name().toUpperCase(Locale.ROOT));
      section.lines().forEach(line -> table.row(row(line)));
    }
    table.print(out);
  }

  private static String verdict(CheckUp checkUp) {
    if (checkUp.healthy()) return "healthy";
    var failed = new ArrayList<String>();
    for (var section : checkUp.sections())
      for (var line : section.lines())
        if (line.verdict() == CheckUp.Verdict.FAIL) failed.add(line.what());
    return failed.isEmpty() ? "NOT KNOWN" : "NOT HEALTHY: " + String.join(", ", failed);
  }

  private static String[] row(Line line) {
    var verdict =
        line.verdict() == CheckUp.Verdict.INFO
            ? ""
            : line.verdict().name().toLowerCase(Locale.ROOT);
    return new String[] {"  " + line.what(), line.value(), line.criterion(), verdict, line.note()};
  }
}

package dev.lifeguard.cli;

import dev.lifeguard.app.AgentSettings;
import dev.lifeguard.app.BaselineScopes;
import dev.lifeguard.app.Visit;
import dev.lifeguard.app.WatchedGateway;
import dev.lifeguard.baseline.Baseline;
import dev.lifeguard.baseline.BaselineFinding;
import dev.lifeguard.baseline.BaselineJson;
import dev.lifeguard.baseline.BaselineReport;
import dev.lifeguard.baseline.Repairs;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Everything that is less safe than it should be. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    description = {
      "Compares this machine's and the gateways' configuration with what is safe, and says of each"
          + " difference why it matters and how to mend it. Changes nothing without --fix.",
      "Exit code 1 when something worse than a remark was found."
    })
final class BaselineCommand implements Callable<Integer> {
  @Mixin private Where where;

  @Parameters(paramLabel = "GATEWAY", description = "Names of gateways; all when left out.")
  private List<String> gateways = List.of();

  @Option(names = "--json", description = "Print as JSON; docs/baseline.md says what is in it.")
  private boolean asJson;

  @Option(
      names = "--fix",
      description =
          "Narrow file modes and drop dead lines of known_hosts; keeps the old file, shows what"
              + " changed.")
  private boolean fix;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var settings = Where.good(where.settings(), Lifeguard.WRONG_USE).value();
    known(settings);
    var audits = audits(settings);
    var report = look(settings, audits);
    var results = fix ? Repairs.run(report.findings(), report.at()) : List.<Repairs.Result>of();
    var after = results.isEmpty() ? report : look(settings, audits);
    if (asJson) out().println(json(after, results).encodePrettily());
    else print(after, results);
    out().flush();
    return after.isWell() ? 0 : Lifeguard.FOUND;
  }

  private void known(AgentSettings settings) {
    var names = settings.gateways().stream().map(WatchedGateway::name).toList();
    for (var name : gateways)
      if (!names.contains(name))
        throw Refusal.wrongUse("no gateway " + name + "; there is " + String.join(", ", names));
  }

  /** The running agent has looked already; without one we look ourselves, which takes seconds. */
  private Map<String, Security> audits(AgentSettings settings) {
    var names = settings.gateways().stream().map(WatchedGateway::name).toList();
    try {
      var agent = AgentClient.find(settings.own().dataDir());
      if (agent.isPresent()) return new AgentAudits(agent.get().read("/api/v1/baseline")).of(names);
    } catch (Refusal silent) {
      // an agent that does not answer is none
    }
    try (var visit = new Visit()) {
      return visit.audits(settings, gateways);
    }
  }

  private BaselineReport look(AgentSettings settings, Map<String, Security> audits)
      throws InterruptedException {
    var scope = BaselineScopes.of(settings, where.settings().file(), Set.copyOf(gateways));
    var vertx = Vertx.vertx();
    try {
      var path = System.getenv().getOrDefault("PATH", "");
      var dataDir = settings.own().dataDir();
      var means = new Baseline.Means(vertx, new RealTime(vertx), dataDir, path, audits);
      return Baseline.look(means, scope);
    } finally {
      vertx.close().await();
    }
  }

  private static JsonObject json(BaselineReport report, List<Repairs.Result> results) {
    var mended = new JsonArray();
    for (var result : results)
      switch (result) {
        case Repairs.Result.Mended(var file, var diff) ->
            mended.add(
                new JsonObject().put("file", file.toString()).put("diff", new JsonArray(diff)));
        case Repairs.Result.Failed(var file, var why) ->
            mended.add(new JsonObject().put("file", file.toString()).put("failed", why));
      }
    return BaselineJson.of(report).put("mended", mended);
  }

  private void print(BaselineReport report, List<Repairs.Result> results) {
    for (var result : results)
      switch (result) {
        case Repairs.Result.Mended(_, var diff) -> diff.forEach(out()::println);
        case Repairs.Result.Failed(var file, var why) ->
            out().println("could not mend " + file + ": " + why);
      }
    report.findings().forEach(this::print);
    report.notLooked().forEach(what -> out().println("not looked at   " + what));
    report.firewall().forEach(what -> out().println("firewall        " + what));
    out().println(summary(report));
  }

  private void print(BaselineFinding finding) {
    out()
        .printf(
            "%-8s  %s%n          %s %s%n          why: %s%n          fix: %s%n",
            finding.check().severity().code(),
            finding.check().code(),
            finding.about(),
            finding.evidence().seen(),
            finding.check().why(),
            finding.evidence().fix());
  }

  private static String summary(BaselineReport report) {
    if (report.findings().isEmpty()) return "nothing is less safe than it should be";
    var mendable = report.findings().stream().filter(it -> it.repair().isPresent()).count();
    return report.findings().size()
        + " findings"
        + (mendable == 0 ? "" : "; --fix mends " + mendable + " of them");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

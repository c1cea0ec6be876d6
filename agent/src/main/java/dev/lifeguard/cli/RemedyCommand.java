package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Remedies of the running agent: what there is, what was done, and everything a person may say. */
@Command(
    name = "remedy",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows and runs remedies, answers their questions, and stops them all.")
final class RemedyCommand {
  private static final String BASE = "/api/v1/remedies";

  @Spec private CommandSpec spec;

  /** How the answer is printed. */
  static final class Format {
    @Option(names = "--json", description = "Print the agent's answer as JSON.")
    private boolean json;
  }

  /** Who speaks: written down with what is asked. */
  static final class Speaker {
    @Option(names = "--who", paramLabel = "NAME", description = "Who asks; default: this user.")
    private String who = System.getProperty("user.name");

    JsonObject body() {
      return new JsonObject().put("who", "cli:" + who);
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows every remedy with its mode and how its breakers stand.")
  int list(@Mixin Where where, @Mixin Format format) {
    var answer = where.agent().read(BASE);
    if (format.json) return json(answer);
    if (answer.getBoolean("stopped", false))
      out().println(answer.getString("stoppedBecause") + "; run: lifeguard remedy resume");
    tables().remedies(answer);
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows a remedy, or one run step by step.")
  int show(
      @Mixin Where where,
      @Mixin Format format,
      @Parameters(paramLabel = "REMEDY|RUN", description = "The name of one, or a run's id.")
          String name) {
    var remedies = where.agent().read(BASE);
    var found =
        RemedyPrint.objects(remedies, "remedies")
            .filter(one -> name.equals(one.getString("name")))
            .findFirst();
    if (found.isPresent()) return shown(found.get(), format);
    var run = where.agent().read(BASE + "/runs/" + AgentClient.part(name));
    if (format.json) return json(run);
    print().run(run);
    return 0;
  }

  private int shown(JsonObject remedy, Format format) {
    if (format.json) return json(remedy);
    tables().remedy(remedy);
    out().flush();
    return 0;
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = {
        "Runs a remedy now: whoever runs it has approved it. The gates hold all the same.",
        "Exit code 1 when a gate blocks it."
      })
  int run(
      @Mixin Where where,
      @Mixin Format format,
      @Mixin Speaker speaker,
      @Parameters(paramLabel = "REMEDY", description = "Its name.") String name,
      @Option(
              names = "--gateway",
              paramLabel = "NAME",
              description = "On which one; more than once: on each, side by side.")
          List<String> gateways,
      @Option(
              names = "--subject",
              paramLabel = "KEY=VALUE",
              description = "What within the gateway, as in channel=telegram.")
          Map<String, String> subject,
      @Option(names = "--dry-run", description = "Only say what would be done, and do nothing.")
          boolean dryRun,
      @Option(
              names = "--despite",
              paramLabel = "GATE",
              split = ",",
              description = "Overrule this gate, as in cooldown; it stands in the audit.")
          List<String> despite) {
    var agent = where.agent();
    var named = gateways == null ? onlyGateway(agent) : gateways;
    var labels = new JsonObject();
    if (subject != null) new TreeMap<>(subject).forEach(labels::put);
    var body =
        speaker
            .body()
            .put("gateways", new JsonArray(named))
            .put("subject", labels)
            .put("dryRun", dryRun)
            .put("despite", new JsonArray(despite == null ? List.of() : despite));
    var answer = agent.post(BASE + "/" + AgentClient.part(name) + "/run", body);
    if (format.json) return json(answer);
    if (dryRun) RemedyPrint.objects(answer, "rehearsals").forEach(print()::rehearsal);
    else begun(answer);
    out().flush();
    return RemedyPrint.objects(answer, "runs").anyMatch(one -> one.containsKey("because"))
        ? Lifeguard.FOUND
        : 0;
  }

  /** Where there is one gateway only, it need not be named. */
  private static List<String> onlyGateway(AgentClient agent) {
    var known =
        RemedyPrint.objects(agent.read("/api/v1/gateways"), "gateways")
            .map(one -> one.getString("name"))
            .toList();
    if (known.size() == 1) return known;
    throw Refusal.wrongUse("give --gateway; there is " + String.join(", ", known));
  }

  private void begun(JsonObject answer) {
    if (answer.containsKey("id")) print().run(answer);
    RemedyPrint.objects(answer, "runs")
        .forEach(
            one -> {
              if (one.containsKey("run")) print().run(one.getJsonObject("run"));
              else out().println(one.getString("gateway") + ": " + one.getString("because"));
            });
  }

  @Command(
      name = "runs",
      mixinStandardHelpOptions = true,
      description = "Shows what remedies did, the latest first.")
  int runs(
      @Mixin Where where,
      @Mixin Format format,
      @Option(names = "--gateway", paramLabel = "NAME", description = "Only there.") String gateway,
      @Option(names = "--limit", paramLabel = "N", description = "So many; default 50.")
          Integer limit) {
    var answer = where.agent().read(BASE + "/runs" + query(gateway, limit));
    if (format.json) return json(answer);
    tables().runs(answer);
    return 0;
  }

  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = "Says yes to a run that waits for it, or takes up a suggestion.")
  int approve(@Mixin Where where, @Mixin Format format, @Mixin Speaker speaker, @Mixin RunId run) {
    return said(where, format, "/runs/" + AgentClient.part(run.id) + "/approve", speaker.body());
  }

  @Command(
      name = "reject",
      mixinStandardHelpOptions = true,
      description = "Says no to a run that waits for an answer.")
  int reject(
      @Mixin Where where,
      @Mixin Format format,
      @Mixin Speaker speaker,
      @Mixin RunId run,
      @Option(names = "--reason", paramLabel = "TEXT", description = "Why not.") String reason) {
    var body = speaker.body();
    if (reason != null) body.put("because", reason);
    return said(where, format, "/runs/" + AgentClient.part(run.id) + "/reject", body);
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "Undoes a run that is over, where its remedy says how.")
  int rollback(@Mixin Where where, @Mixin Format format, @Mixin Speaker speaker, @Mixin RunId run) {
    return said(where, format, "/runs/" + AgentClient.part(run.id) + "/rollback", speaker.body());
  }

  /** Which run. */
  static final class RunId {
    @Parameters(paramLabel = "RUN", description = "Its id: see lifeguard remedy runs.")
    private String id = "";
  }

  private int said(Where where, Format format, String path, JsonObject body) {
    var answer = where.agent().post(BASE + path, body);
    if (format.json) return json(answer);
    print().run(answer);
    return 0;
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Ends all remedies at once and lets none begin until they are resumed.")
  int stop(
      @Mixin Where where,
      @Mixin Format format,
      @Mixin Speaker speaker,
      @Option(names = "--all", required = true, description = "Stops all of them; must be given.")
          boolean all,
      @Option(names = "--reason", paramLabel = "TEXT", description = "Why.") String reason) {
    var body = speaker.body();
    if (reason != null) body.put("because", reason);
    var answer = where.agent().post(BASE + "/stop", body);
    if (format.json) return json(answer);
    out().println("all remedies are stopped; let them run again with: lifeguard remedy resume");
    out().flush();
    return 0;
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Lets remedies run again.")
  int resume(@Mixin Where where, @Mixin Format format, @Mixin Speaker speaker) {
    var answer = where.agent().post(BASE + "/resume", speaker.body());
    if (format.json) return json(answer);
    out().println("remedies may run again");
    out().flush();
    return 0;
  }

  @Command(
      name = "audit",
      mixinStandardHelpOptions = true,
      description = "Shows who did what and why, the latest first; lines are never changed.")
  int audit(
      @Mixin Where where,
      @Mixin Format format,
      @Option(names = "--gateway", paramLabel = "NAME", description = "Only there.") String gateway,
      @Option(names = "--limit", paramLabel = "N", description = "So many; default 50.")
          Integer limit) {
    var answer = where.agent().read(BASE + "/audit" + query(gateway, limit));
    if (format.json) return json(answer);
    tables().audit(answer);
    return 0;
  }

  private static String query(String gateway, Integer limit) {
    var query = "?limit=" + (limit == null ? 50 : limit);
    return gateway == null ? query : query + "&gateway=" + AgentClient.part(gateway);
  }

  private int json(JsonObject answer) {
    out().println(answer.encodePrettily());
    out().flush();
    return 0;
  }

  private RemedyPrint print() {
    return new RemedyPrint(out());
  }

  private RemedyTables tables() {
    return new RemedyTables(out());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

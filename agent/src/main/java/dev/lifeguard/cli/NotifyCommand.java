package dev.lifeguard.cli;

import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.ReceiverSettings;
import dev.lifeguard.notify.Trial;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The ways to people. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Tries the ways to those who are told.")
final class NotifyCommand {
  /** A little more than a receiver may take by itself. */
  private static final long MINUTES = 13;

  @Spec private CommandSpec spec;

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Sends a notice that says it is a test; needs no running agent.",
      footer = "Exit codes: 0 every receiver took it, 1 one did not, 2 wrong use.")
  int test(
      @Mixin Where where,
      @Parameters(arity = "0..*", paramLabel = "NAME", description = "Receivers, as configured.")
          List<String> names,
      @Option(names = "--all", description = "All of them.") boolean all,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    var settings = Where.good(where.settings(), Lifeguard.WRONG_USE).value().notification();
    if (settings.receivers().isEmpty())
      throw Refusal.wrongUse(
          "no receivers are configured, so what fires is only logged; add some under"
              + " notify.receivers");
    var wanted = names == null ? List.<String>of() : names;
    var results = run(all ? settings.receivers() : chosen(settings.receivers(), wanted));
    if (json) spec.commandLine().getOut().println(json(results).encodePrettily());
    else print(results);
    spec.commandLine().getOut().flush();
    return results.stream().allMatch(Trial.Result::passed) ? 0 : Lifeguard.FOUND;
  }

  private static List<ReceiverSettings> chosen(List<ReceiverSettings> known, List<String> names) {
    var there = known.stream().map(ReceiverSettings::name).toList();
    if (names.isEmpty())
      throw Refusal.wrongUse("name a receiver, or give --all; there are: " + there);
    for (var name : names)
      if (!there.contains(name))
        throw Refusal.wrongUse("no receiver is named " + name + "; there are: " + there);
    return known.stream().filter(receiver -> names.contains(receiver.name())).toList();
  }

  private static List<Trial.Result> run(List<ReceiverSettings> receivers) {
    var vertx = Vertx.vertx();
    try (var outside = new Outside(vertx, new RealTime(vertx))) {
      var trials = receivers.stream().map(receiver -> Trial.run(receiver, outside)).toList();
      Future.join(trials)
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(MINUTES, TimeUnit.MINUTES)
          .join();
      return trials.stream().map(Future::result).toList();
    } finally {
      vertx.close();
    }
  }

  private static JsonObject json(List<Trial.Result> results) {
    var list = new JsonArray();
    for (var result : results) {
      var one =
          new JsonObject()
              .put("receiver", result.receiver())
              .put("passed", result.passed())
              .put("seconds", result.took().toMillis() / 1e3);
      result
          .failure()
          .ifPresent(
              failure ->
                  one.put("reason", failure.reason().code()).put("detail", failure.detail()));
      list.add(one);
    }
    return new JsonObject().put("receivers", list);
  }

  private void print(List<Trial.Result> results) {
    var table = Output.table("RECEIVER", "RESULT", "TOOK", "WHY");
    for (var result : results)
      table.row(
          result.receiver(),
          result.passed() ? "took it" : "failed",
          result.took().toMillis() + " ms",
          result.failure().map(Failure::toString).orElse(""));
    table.print(spec.commandLine().getOut());
  }
}

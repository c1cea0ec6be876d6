package dev.lifeguard.console;

import dev.lifeguard.config.DurationText;
import dev.lifeguard.remedy.Breaker;
import dev.lifeguard.remedy.GateAnswer;
import dev.lifeguard.remedy.Masking;
import dev.lifeguard.remedy.PlannedStep;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.Trigger;
import dev.lifeguard.remedy.run.AuditLine;
import dev.lifeguard.remedy.run.Rehearsal;
import dev.lifeguard.remedy.run.RemedyView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Remedies, rehearsals and the audit as JSON. Runs have their own, the same as in the store. */
final class RemedyJson {
  private RemedyJson() {}

  static JsonObject remedy(RemedyView view) {
    var settings = view.settings();
    var json =
        new JsonObject()
            .put("name", settings.name())
            .put("trigger", texts(settings.trigger().stream().map(Trigger::text).toList()))
            .put("mode", settings.mode().code())
            .put("steps", steps(settings.steps()))
            .put("rollback", steps(settings.rollback()))
            .put("limits", limits(settings.limits()))
            .put("unknownSteps", texts(view.unknownSteps()))
            .put("from", settings.origin().toString())
            .put(
                "gateways",
                new JsonArray(
                    view.gateways().stream().map(one -> gateway(settings, one)).toList()));
    settings.when().ifPresent(when -> json.put("when", when.toString()));
    settings
        .verify()
        .ifPresent(
            verify ->
                json.put(
                    "verify",
                    new JsonObject()
                        .put("check", verify.check().toString())
                        .put("within", DurationText.print(verify.within()))));
    settings
        .otherwise()
        .ifPresent(then -> json.put("otherwise", then.name().toLowerCase(Locale.ROOT)));
    return json;
  }

  private static JsonArray steps(List<PlannedStep> steps) {
    return new JsonArray(steps.stream().map(RemedyJson::step).toList());
  }

  private static JsonObject step(PlannedStep planned) {
    var json =
        new JsonObject()
            .put("name", planned.step().name())
            .put("input", Masking.input(planned.step()));
    planned.onlyIf().ifPresent(guard -> json.put("if", guard.toString()));
    planned.unless().ifPresent(guard -> json.put("unless", guard.toString()));
    planned.timeout().ifPresent(limit -> json.put("timeout", DurationText.print(limit)));
    if (planned.retry() > 0) json.put("retry", planned.retry());
    return json;
  }

  private static JsonObject limits(RemedySettings.Limits limits) {
    var json =
        new JsonObject()
            .put("cooldown", DurationText.print(limits.cooldown()))
            .put("blastRadius", limits.blastRadius().toString())
            .put("blockers", texts(limits.blockers()))
            .put(
                "breaker",
                new JsonObject()
                    .put("after", limits.breaker().after())
                    .put("pause", DurationText.print(limits.breaker().pause())));
    limits.budget().ifPresent(budget -> json.put("budget", budget.toString()));
    return json;
  }

  private static JsonObject gateway(RemedySettings settings, RemedyView.PerGateway one) {
    var ledger = one.ledger();
    var json =
        new JsonObject()
            .put("gateway", one.gateway())
            .put("mode", one.mode().code())
            .put("breaker", ledger.breaker().code());
    if (ledger.breaker() instanceof Breaker.Open(var until, _))
      json.put("breakerUntil", until.toString());
    if (ledger.breaker() instanceof Breaker.Closed(var failures)) json.put("failures", failures);
    settings
        .limits()
        .budget()
        .ifPresent(
            budget ->
                json.put("spent", ledger.spent(budget, one.at())).put("budget", budget.runs()));
    ledger
        .coolsUntil(settings.limits().cooldown(), one.at())
        .ifPresent(until -> json.put("coolsUntil", until.toString()));
    ledger.endedAt().ifPresent(ended -> json.put("lastEndedAt", ended.toString()));
    return json;
  }

  static JsonObject rehearsal(Rehearsal rehearsal) {
    var labels = new JsonObject();
    rehearsal.subject().labels().forEach(labels::put);
    return new JsonObject()
        .put("remedy", rehearsal.remedy())
        .put("gateway", rehearsal.subject().gateway())
        .put("subject", labels)
        .put("mode", rehearsal.mode().code())
        .put("gates", gates(rehearsal.gates()))
        .put("steps", new JsonArray(rehearsal.steps().stream().map(RemedyJson::step).toList()));
  }

  private static JsonObject step(Rehearsal.Step step) {
    var json =
        new JsonObject()
            .put("number", step.number())
            .put("name", step.name())
            .put("input", step.input())
            .put("text", step.preview().text())
            .put("touches", texts(step.preview().touches()));
    step.preview().diff().ifPresent(diff -> json.put("diff", diff));
    return json;
  }

  static JsonArray gates(List<GateAnswer> gates) {
    return new JsonArray(
        gates.stream()
            .map(
                answer ->
                    new JsonObject()
                        .put("gate", answer.gate().code())
                        .put("passes", !answer.blocks())
                        .put("because", answer.detail()))
            .toList());
  }

  static JsonObject line(AuditLine line) {
    return new JsonObject()
        .put("number", line.number())
        .put("at", line.at().toString())
        .put("kind", line.kind())
        .put("who", line.who())
        .put("run", line.run())
        .put("remedy", line.remedy())
        .put("gateway", line.gateway())
        .put("text", line.text());
  }

  private static JsonArray texts(List<String> texts) {
    return new JsonArray(texts);
  }
}

package dev.lifeguard.remedy;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.RemedySettings.Mode;
import dev.lifeguard.remedy.Run.Answer;
import dev.lifeguard.remedy.Run.Approval;
import dev.lifeguard.remedy.Run.Identity;
import dev.lifeguard.remedy.Run.Question;
import dev.lifeguard.remedy.Run.StepRecord;
import dev.lifeguard.remedy.Run.StepState;
import dev.lifeguard.remedy.Run.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run as JSON: the same in the store and in the API. */
public final class RunJson {
  private RunJson() {}

  public static JsonObject write(Run run) {
    var json =
        new JsonObject()
            .put("id", run.id())
            .put("remedy", run.remedy())
            .put("gateway", run.gateway())
            .put("subject", object(run.subject().labels()))
            .put("state", run.state().code())
            .put("because", run.because())
            .put("mode", run.identity().mode().code())
            .put("call", call(run.identity().call()))
            .put("steps", new JsonArray(run.steps().stream().map(RunJson::step).toList()))
            .put("notes", object(run.notes()))
            .put("createdAt", run.times().createdAt().toString());
    run.identity().cause().ifPresent(cause -> json.put("cause", cause));
    run.approval().ifPresent(approval -> json.put("approval", approval(approval)));
    put(json, "startedAt", run.times().startedAt());
    put(json, "stepsEndedAt", run.times().stepsEndedAt());
    put(json, "endedAt", run.times().endedAt());
    return json;
  }

  private static void put(JsonObject json, String key, Optional<Instant> at) {
    at.ifPresent(instant -> json.put(key, instant.toString()));
  }

  private static JsonObject object(Map<String, String> map) {
    var json = new JsonObject();
    map.forEach(json::put);
    return json;
  }

  public static JsonObject call(Call call) {
    return switch (call) {
      case Call.ByAlert(var id, var name, var firedAt, var incident) -> {
        var json =
            new JsonObject()
                .put("by", "alert")
                .put("alert", id)
                .put("name", name)
                .put("firedAt", firedAt.toString());
        incident.ifPresent(found -> json.put("incident", found));
        yield json;
      }
      case Call.ByWebhook(var fingerprint, var name, var startsAt) ->
          new JsonObject()
              .put("by", "webhook")
              .put("fingerprint", fingerprint)
              .put("name", name)
              .put("startsAt", startsAt.toString());
      case Call.ByPerson(var who) -> new JsonObject().put("by", "person").put("who", who);
    };
  }

  private static JsonObject step(StepRecord step) {
    var json =
        new JsonObject()
            .put("number", step.number())
            .put("name", step.name())
            .put("input", step.input())
            .put("state", step.state().name().toLowerCase(Locale.ROOT))
            .put("output", step.output())
            .put("attempts", step.attempts());
    put(json, "startedAt", step.startedAt());
    step.took().ifPresent(took -> json.put("tookSeconds", took.toMillis() / 1e3));
    return json;
  }

  private static JsonObject approval(Approval approval) {
    var question = approval.question();
    var json =
        new JsonObject()
            .put("text", question.text())
            .put("diff", question.diff())
            .put("blastRadius", question.blastRadius())
            .put("activeWork", question.activeWork())
            .put("expiresAt", question.expiresAt().toString());
    approval
        .answer()
        .ifPresent(
            answer ->
                json.put("answer", answer.yes() ? "yes" : "no")
                    .put("who", answer.who())
                    .put("answeredAt", answer.at().toString()));
    return json;
  }

  public static Run read(JsonObject json) {
    return new Run(
        new Identity(
            json.getString("id"),
            json.getString("remedy"),
            new Subject(json.getString("gateway"), texts(json.getJsonObject("subject"))),
            readCall(json.getJsonObject("call")),
            Optional.ofNullable(json.getString("cause")),
            Mode.valueOf(upper(json.getString("mode")))),
        RunState.valueOf(upper(json.getString("state"))),
        json.getString("because"),
        steps(json.getJsonArray("steps")),
        texts(json.getJsonObject("notes")),
        Optional.ofNullable(json.getJsonObject("approval")).map(RunJson::readApproval),
        new Times(
            Instant.parse(json.getString("createdAt")),
            instant(json, "startedAt"),
            instant(json, "stepsEndedAt"),
            instant(json, "endedAt")));
  }

  private static Call readCall(JsonObject json) {
    return switch (json.getString("by")) {
      case "alert" ->
          new Call.ByAlert(
              json.getString("alert"),
              json.getString("name"),
              Instant.parse(json.getString("firedAt")),
              Optional.ofNullable(json.getString("incident")));
      case "webhook" ->
          new Call.ByWebhook(
              json.getString("fingerprint"),
              json.getString("name"),
              Instant.parse(json.getString("startsAt")));
      default -> new Call.ByPerson(json.getString("who"));
    };
  }

  private static List<StepRecord> steps(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).map(RunJson::readStep).toList();
  }

  private static StepRecord readStep(JsonObject json) {
    return new StepRecord(
        json.getInteger("number"),
        json.getString("name"),
        json.getString("input"),
        StepState.valueOf(upper(json.getString("state"))),
        json.getString("output"),
        json.getInteger("attempts"),
        instant(json, "startedAt"),
        Optional.ofNullable(json.getDouble("tookSeconds"))
            .map(seconds -> Duration.ofMillis(Math.round(seconds * 1e3))));
  }

  private static Approval readApproval(JsonObject json) {
    var question =
        new Question(
            json.getString("text"),
            json.getString("diff"),
            json.getString("blastRadius"),
            json.getString("activeWork"),
            Instant.parse(json.getString("expiresAt")));
    return new Approval(
        question,
        Optional.ofNullable(json.getString("answer"))
            .map(
                answer ->
                    new Answer(
                        answer.equals("yes"),
                        json.getString("who"),
                        Instant.parse(json.getString("answeredAt")))));
  }

  private static Map<String, String> texts(JsonObject json) {
    var texts = new HashMap<String, String>();
    json.forEach(entry -> texts.put(entry.getKey(), String.valueOf(entry.getValue())));
    return texts;
  }

  private static Optional<Instant> instant(JsonObject json, String key) {
    return Optional.ofNullable(json.getString(key)).map(Instant::parse);
  }

  private static String upper(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}

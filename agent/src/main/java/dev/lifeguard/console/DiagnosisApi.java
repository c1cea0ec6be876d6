package dev.lifeguard.console;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Diagnosis.Basis;
import dev.lifeguard.diagnosis.cause.ChineseFix;
import dev.lifeguard.diagnosis.watch.DiagnosisWatch;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The last diagnosis of a gateway, and a new one on request. */
public final class DiagnosisApi {
  private static final String PATH = "/api/v1/gateways/:name/diagnosis";

  private final DiagnosisWatch watch;
  private final Predicate<String> watched;

  public DiagnosisApi(DiagnosisWatch watch, Predicate<String> watched) {
    this.watch = watch;
    this.watched = watched;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read(PATH, this::read),
        Endpoint.post(PATH, asked -> watch.run(asked.part("name")).map(DiagnosisApi::found)));
  }

  /** The last one, or what is known now without a look. */
  private Future<Reply> read(Asked asked) {
    return switch (asked.query("lang").orElse("en")) {
      case "en" -> last(asked);
      case "zh" -> last(asked).map(DiagnosisApi::inChinese);
      default -> Future.succeededFuture(Reply.refused("lang is en or zh"));
    };
  }

  /** What to do is said in Chinese; commands, evidence and codes are the same everywhere. */
  private static Reply inChinese(Reply reply) {
    if (!(reply instanceof Reply.Json(var status, JsonObject diagnosis))) return reply;
    var said = diagnosis.copy();
    for (var each : said.getJsonArray("findings", new JsonArray()))
      if (each instanceof JsonObject finding)
        Cause.of(finding.getString("cause", ""))
            .ifPresent(cause -> finding.put("fix", inChinese(cause, finding)));
    return new Reply.Json(status, said);
  }

  private static JsonArray inChinese(Cause cause, JsonObject finding) {
    var steps = finding.getJsonArray("fix", new JsonArray()).stream().map(String::valueOf).toList();
    return new JsonArray(ChineseFix.of(cause, steps));
  }

  private Future<Reply> last(Asked asked) {
    var gateway = asked.part("name");
    var basis = asked.query("basis");
    if (basis.filter(Basis.KNOWN_FACTS.code()::equals).isPresent())
      return watch.known(gateway).map(DiagnosisApi::found);
    if (basis.isPresent())
      return Future.succeededFuture(
          Reply.refused("basis can be " + Basis.KNOWN_FACTS.code() + " only, or be left out"));
    return watch.latest(gateway).map(last -> last.map(Reply::ok).orElseGet(() -> nothing(gateway)));
  }

  private static Reply found(Optional<JsonObject> diagnosis) {
    return diagnosis.map(Reply::ok).orElseGet(() -> Reply.missing("this gateway"));
  }

  private Reply nothing(String gateway) {
    return watched.test(gateway) ? Reply.ok(new JsonObject()) : Reply.missing("this gateway");
  }
}

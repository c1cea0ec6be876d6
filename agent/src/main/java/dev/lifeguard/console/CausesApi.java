package dev.lifeguard.console;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.cause.CauseText;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What each cause code means, in words of either language. The codes are the same everywhere. */
public final class CausesApi {
  private CausesApi() {}

  public static List<Endpoint> endpoints() {
    return List.of(Endpoint.read("/api/v1/causes", CausesApi::answer));
  }

  private static Future<Reply> answer(Asked asked) {
    return Future.succeededFuture(
        switch (asked.query("lang").orElse("en")) {
          case "en" -> all(CauseText::of);
          case "zh" -> all(CauseText::inChinese);
          default -> Reply.refused("lang is en or zh");
        });
  }

  private static Reply all(Function<Cause, CauseText> texts) {
    var list = Arrays.stream(Cause.values()).map(cause -> one(cause, texts.apply(cause))).toList();
    return Reply.ok(new JsonObject().put("causes", new JsonArray(list)));
  }

  private static JsonObject one(Cause cause, CauseText text) {
    return new JsonObject()
        .put("cause", cause.code())
        .put("name", text.name())
        .put("means", text.means());
  }
}

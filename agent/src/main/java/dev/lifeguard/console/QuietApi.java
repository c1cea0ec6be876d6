package dev.lifeguard.console;

import dev.lifeguard.alert.AlertDesk;
import dev.lifeguard.alert.Matcher;
import dev.lifeguard.alert.Silence;
import dev.lifeguard.alert.Silence.Person;
import dev.lifeguard.alert.Window;
import dev.lifeguard.config.Parsed;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Silences and maintenance: asked for with a reason and an end, and ended before it. */
public final class QuietApi {
  private static final Form SILENCE = form("matchers", Form.Kind.TEXTS);
  private static final Form WINDOW = form("gateways", Form.Kind.LABELS);
  private static final Duration USUAL = Duration.ofHours(1);

  private final AlertDesk alerts;

  public QuietApi(AlertDesk alerts) {
    this.alerts = alerts;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read("/api/v1/silences", _ -> silences()),
        Endpoint.post("/api/v1/silences", SILENCE.before(this::silence)),
        Endpoint.write(HttpMethod.DELETE, "/api/v1/silences/:id", this::endSilence),
        Endpoint.read("/api/v1/maintenance", _ -> windows()),
        Endpoint.post("/api/v1/maintenance", WINDOW.before(this::maintain)),
        Endpoint.write(HttpMethod.DELETE, "/api/v1/maintenance/:id", this::endMaintenance));
  }

  private static Form form(String about, Form.Kind kind) {
    return new Form(
        Map.of(
            about,
            kind,
            "author",
            Form.Kind.TEXT,
            "reason",
            Form.Kind.TEXT,
            "for",
            Form.Kind.TEXT));
  }

  private Future<Reply> silences() {
    return alerts
        .hush()
        .map(
            hush ->
                Reply.ok(
                    new JsonObject()
                        .put(
                            "silences",
                            new JsonArray(hush.silences().stream().map(QuietApi::json).toList()))));
  }

  private Future<Reply> windows() {
    return alerts
        .hush()
        .map(
            hush ->
                Reply.ok(
                    new JsonObject()
                        .put(
                            "windows",
                            new JsonArray(hush.windows().stream().map(QuietApi::json).toList()))));
  }

  private Future<Reply> silence(Asked asked) {
    var body = asked.json().orElseGet(JsonObject::new);
    if (!(body.getValue("matchers") instanceof JsonArray written) || written.isEmpty())
      return refused("give matchers, as in {\"matchers\": [\"gateway=home\"]}");
    var matchers = new ArrayList<Matcher>();
    for (var text : written)
      switch (Matcher.parse(String.valueOf(text))) {
        case Parsed.Taken<Matcher>(var matcher) -> matchers.add(matcher);
        case Parsed.Refused<Matcher>(var message, var mend, _) -> {
          return refused("\"" + text + "\" " + message + "; " + mend);
        }
      }
    if (matchers.stream().allMatch(Matcher::matchesNothing))
      return refused("these matchers would silence everything");
    return asked(body, (by, lasting) -> alerts.silence(matchers, by, lasting).map(QuietApi::json));
  }

  private Future<Reply> maintain(Asked asked) {
    var body = asked.json().orElseGet(JsonObject::new);
    var gateways = new TreeMap<String, String>();
    if (body.getValue("gateways") instanceof JsonObject labels)
      labels.forEach(label -> gateways.put(label.getKey(), String.valueOf(label.getValue())));
    else if (body.containsKey("gateways"))
      return refused("`gateways` are labels, as in {\"gateway\": \"home\"}");
    return asked(body, (by, lasting) -> alerts.maintain(gateways, by, lasting).map(QuietApi::json));
  }

  /** What is put in force once it is known who asks, why and for how long. */
  private interface Wish {
    Future<JsonObject> of(Person by, Duration lasting);
  }

  private static Future<Reply> asked(JsonObject body, Wish wish) {
    var author = text(body, "author");
    var reason = text(body, "reason");
    if (author.isEmpty() || reason.isEmpty())
      return refused("give author and reason: whoever is woken by the silence will want to know");
    return switch (Lasting.of(body)) {
      case Lasting.Refused(var detail) -> refused(detail);
      case Lasting.Given(var lasting) ->
          wish.of(new Person(author.get(), reason.get()), lasting.orElse(USUAL))
              .map(json -> new Reply.Json(201, json));
    };
  }

  private static Optional<String> text(JsonObject body, String key) {
    return body.getValue(key) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  private Future<Reply> endSilence(Asked asked) {
    return ended("a silence", asked, alerts.endSilence(asked.part("id")));
  }

  private Future<Reply> endMaintenance(Asked asked) {
    return ended("a window", asked, alerts.endMaintenance(asked.part("id")));
  }

  private static Future<Reply> ended(String what, Asked asked, Future<Boolean> ended) {
    var id = asked.part("id");
    return ended.map(
        found ->
            found
                ? Reply.ok(new JsonObject().put("ended", id))
                : Reply.missing(what + " with id " + id));
  }

  private static Future<Reply> refused(String detail) {
    return Future.succeededFuture(Reply.refused(detail));
  }

  private static JsonObject json(Silence silence) {
    return new JsonObject()
        .put("id", silence.id())
        .put("matchers", new JsonArray(silence.matchers().stream().map(Matcher::toString).toList()))
        .put("author", silence.by().author())
        .put("reason", silence.by().reason())
        .put("startsAt", silence.startsAt().toString())
        .put("endsAt", silence.endsAt().toString());
  }

  private static JsonObject json(Window window) {
    var gateways = new JsonObject();
    window.gateways().forEach(gateways::put);
    return new JsonObject()
        .put("id", window.id())
        .put("gateways", gateways)
        .put("author", window.by().author())
        .put("reason", window.by().reason())
        .put("startsAt", window.startsAt().toString())
        .put("endsAt", window.endsAt().toString());
  }
}

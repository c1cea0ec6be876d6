package dev.lifeguard.console;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.history.Line;
import dev.lifeguard.history.Past;
import dev.lifeguard.history.Past.Question;
import dev.lifeguard.history.Past.Told;
import dev.lifeguard.history.Point;
import dev.lifeguard.history.Span;
import dev.lifeguard.history.Turn;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What was, for charts: one fact over time, for one gateway or for all. */
public final class HistoryApi {
  private static final int MOST = 50_000;

  private final Past past;
  private final Time time;
  private final Supplier<List<String>> gateways;

  /**
   * @param gateways names of those that are watched now
   */
  public HistoryApi(Past past, Time time, Supplier<List<String>> gateways) {
    this.past = past;
    this.time = time;
    this.gateways = gateways;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read("/api/v1/gateways/:name/history", this::ofOne),
        Endpoint.read("/api/v1/history", asked -> series(asked, Question.ALL)),
        Endpoint.read(
            "/api/v1/history/fleet",
            asked -> new FleetHistory(past, time).answer(gateways.get(), asked)));
  }

  private Future<Reply> ofOne(Asked asked) {
    var name = asked.part("name");
    return gateways.get().contains(name)
        ? series(asked, name)
        : Future.succeededFuture(Reply.missing("gateway " + name));
  }

  private Future<Reply> series(Asked asked, String gateway) {
    return switch (Stretch.of(asked, time.now())) {
      case Stretch.Refused(var detail) -> Future.succeededFuture(Reply.refused(detail));
      case Stretch.Given given ->
          asked
              .query("fact")
              .flatMap(Fact::of)
              .map(fact -> series(given, question(gateway, fact, given)))
              .orElseGet(() -> Future.succeededFuture(Stretch.noFact(asked)));
    };
  }

  private static Question question(String gateway, Fact fact, Stretch.Given given) {
    return new Question(gateway, fact, given.since(), given.until());
  }

  private Future<Reply> series(Stretch.Given given, Question question) {
    if (question.fact().unit() == Fact.Unit.TEXT)
      return past.turns(question).map(told -> reply(given, question, told, HistoryApi::turns));
    var spans = given.fine() ? past.minutes(question) : past.hours(question);
    return spans.map(
        told ->
            told.size() * given.points() > MOST
                ? Reply.refused(
                    told.size()
                        + " series make too many points; give a longer step, or one gateway")
                : reply(given, question, told, all -> points(all, given)));
  }

  private static <T> Reply reply(
      Stretch.Given given,
      Question question,
      List<Told<T>> told,
      Function<List<T>, JsonArray> drawn) {
    var series = new JsonArray();
    for (var one : told) series.add(labelled(one.line()).put("points", drawn.apply(one.entries())));
    return Reply.ok(
        new JsonObject()
            .put("fact", question.fact().code())
            .put("unit", question.fact().unit().name().toLowerCase(java.util.Locale.ROOT))
            .put("since", given.since().toString())
            .put("until", given.until().toString())
            .put("stepSeconds", given.step().toSeconds())
            .put("series", series));
  }

  private static JsonObject labelled(Line line) {
    var labels = new JsonObject();
    line.subject().labels().forEach(labels::put);
    return new JsonObject().put("gateway", line.subject().gateway()).put("labels", labels);
  }

  private static JsonArray points(List<Span> spans, Stretch.Given given) {
    var points = new JsonArray();
    Point.of(spans, given.since(), given.step()).forEach(point -> points.add(json(point)));
    return points;
  }

  private static JsonObject json(Point point) {
    var json = new JsonObject().put("at", point.at().toString());
    point
        .range()
        .ifPresent(
            range ->
                json.put("min", FactJson.number(range.low()))
                    .put("max", FactJson.number(range.high())));
    point.mean().ifPresent(mean -> json.put("mean", FactJson.number(mean)));
    json.put("last", point.amount().map(FactJson::number).orElse(null));
    return json.put("looks", point.looks().all()).put("unknown", point.looks().unknown());
  }

  /** What was so when the time began stands at its beginning. */
  private static JsonArray turns(List<Turn> turns) {
    var points = new JsonArray();
    turns.forEach(turn -> points.add(json(turn)));
    return points;
  }

  private static JsonObject json(Turn turn) {
    var json = new JsonObject().put("at", turn.at().toString());
    return switch (turn.value()) {
      case FactValue.Amount(var amount) -> json.put("value", FactJson.number(amount));
      case FactValue.AtLeast(var least, var because) ->
          json.put("value", least).put("atLeast", true).put("because", because);
      case FactValue.Word(var word) -> json.put("value", word);
      case FactValue.Unknown(var because) -> json.putNull("value").put("because", because);
    };
  }
}

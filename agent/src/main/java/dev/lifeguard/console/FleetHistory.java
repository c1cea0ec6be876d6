package dev.lifeguard.console;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.history.Past;
import dev.lifeguard.history.Past.Day;
import dev.lifeguard.history.Past.Question;
import dev.lifeguard.history.Past.Told;
import dev.lifeguard.history.Point;
import dev.lifeguard.history.Span;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** All gateways at a glance: the share of each status on each day, and a line of latency. */
final class FleetHistory {
  private static final int DAYS = 90;
  private static final int POINTS = 200;

  /** The gateway does its work, or answers that it does. */
  private static final Set<String> UP = Set.of("running", "busy");

  private final Past past;
  private final Time time;

  FleetHistory(Past past, Time time) {
    this.past = past;
    this.time = time;
  }

  Future<Reply> answer(List<String> gateways, Asked asked) {
    var now = time.now();
    var days = asked.query("days").map(FleetHistory::days).orElse(DAYS);
    if (days == 0)
      return Future.succeededFuture(Reply.refused("`days` is a number from 1 to " + DAYS));
    return switch (Stretch.of(asked, now)) {
      case Stretch.Refused(var detail) -> Future.succeededFuture(Reply.refused(detail));
      case Stretch.Given given when given.points() > POINTS ->
          Future.succeededFuture(
              Reply.refused("a line has at most " + POINTS + " points; give a longer step"));
      case Stretch.Given given ->
          answer(gateways, given, LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(days - 1L));
    };
  }

  private static int days(String text) {
    if (!text.matches("[0-9]{1,3}")) return 0;
    var days = Integer.parseInt(text);
    return days <= DAYS ? days : 0;
  }

  private Future<Reply> answer(List<String> gateways, Stretch.Given given, LocalDate first) {
    var question = new Question(Question.ALL, Fact.GATEWAY_LATENCY, given.since(), given.until());
    var lines = given.fine() ? past.minutes(question) : past.hours(question);
    var days = past.days(first);
    return Future.all(lines, days)
        .map(
            _ -> {
              var list = new JsonArray();
              for (var name : gateways)
                list.add(
                    new JsonObject()
                        .put("name", name)
                        .put("days", days(name, days.result()))
                        .put("latency", latency(name, lines.result(), given)));
              return Reply.ok(
                  new JsonObject()
                      .put("firstDay", first.toString())
                      .put("since", given.since().toString())
                      .put("stepSeconds", given.step().toSeconds())
                      .put("gateways", list));
            });
  }

  private static JsonArray days(String gateway, List<Day> all) {
    var list = new JsonArray();
    for (var day : all) if (day.gateway().equals(gateway)) list.add(json(day));
    return list;
  }

  private static JsonObject json(Day day) {
    var status = new JsonObject();
    var known = 0L;
    var up = 0L;
    for (var share : day.status().entrySet()) {
      var seconds = share.getValue().toSeconds();
      status.put(share.getKey(), seconds);
      if (!share.getKey().equals("unknown")) known += seconds;
      if (UP.contains(share.getKey())) up += seconds;
    }
    var json = new JsonObject().put("day", day.day().toString()).put("seconds", status);
    return known == 0 ? json.putNull("up") : json.put("up", (double) up / known);
  }

  private static JsonArray latency(String gateway, List<Told<Span>> lines, Stretch.Given given) {
    var list = new JsonArray();
    for (var line : lines)
      if (line.line().subject().gateway().equals(gateway))
        for (var point : Point.of(line.entries(), given.since(), given.step()))
          list.add(json(point));
    return list;
  }

  private static JsonObject json(Point point) {
    var json = new JsonObject().put("at", point.at().toString());
    json.put("max", point.range().map(range -> FactJson.number(range.high())).orElse(null));
    return json.put("last", point.amount().map(FactJson::number).orElse(null));
  }
}

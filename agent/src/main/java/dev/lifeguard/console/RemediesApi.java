package dev.lifeguard.console;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunJson;
import dev.lifeguard.remedy.run.Outcome;
import dev.lifeguard.remedy.run.Rehearsal;
import dev.lifeguard.remedy.run.RemedyDesk;
import dev.lifeguard.remedy.run.RemedyDesk.Order;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Remedies: what there is, what was done, and everything that a person may ask for. */
public final class RemediesApi {
  private static final String BASE = "/api/v1/remedies";
  private static final int USUAL = 50;
  private static final int MOST = 1000;
  private static final int MOST_GATEWAYS = 100;
  private static final int LONGEST = 200;

  private static final Form ANSWER =
      new Form(Map.of("who", Form.Kind.TEXT, "because", Form.Kind.TEXT));
  private static final Form ORDER =
      new Form(
          Map.of(
              "gateway", Form.Kind.TEXT,
              "gateways", Form.Kind.TEXTS,
              "subject", Form.Kind.LABELS,
              "who", Form.Kind.TEXT,
              "dryRun", Form.Kind.SWITCH,
              "despite", Form.Kind.TEXTS));
  private static final String LIMIT = "limit is a number from 1 to " + MOST;

  private final RemedyDesk desk;

  public RemediesApi(RemedyDesk desk) {
    this.desk = desk;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read(BASE, _ -> all()),
        Endpoint.read(BASE + "/runs", this::runs),
        Endpoint.read(BASE + "/runs/:id", this::run),
        Endpoint.read(BASE + "/audit", this::audit),
        Endpoint.post(
            BASE + "/runs/:id/approve",
            ANSWER.before(asked -> done(desk.approve(id(asked), who(asked))))),
        Endpoint.post(
            BASE + "/runs/:id/reject",
            ANSWER.before(
                asked ->
                    done(desk.reject(id(asked), who(asked), text(asked, "because").orElse(""))))),
        Endpoint.post(
            BASE + "/runs/:id/rollback",
            ANSWER.before(asked -> done(desk.rollback(id(asked), who(asked))))),
        Endpoint.post(BASE + "/stop", ANSWER.before(this::stop)),
        Endpoint.post(BASE + "/resume", ANSWER.before(this::resume)),
        Endpoint.post(BASE + "/:name/run", ORDER.before(this::begin)));
  }

  private Future<Reply> all() {
    return desk.stopped()
        .compose(
            stopped ->
                desk.remedies()
                    .map(
                        views -> {
                          var json =
                              new JsonObject()
                                  .put("stopped", stopped.isPresent())
                                  .put(
                                      "remedies",
                                      new JsonArray(
                                          views.stream().map(RemedyJson::remedy).toList()));
                          stopped.ifPresent(why -> json.put("stoppedBecause", why));
                          return Reply.ok(json);
                        }));
  }

  private Future<Reply> runs(Asked asked) {
    if (limit(asked) == 0) return refused(LIMIT);
    return desk.runs(asked.query("gateway"), limit(asked))
        .compose(runs -> listed(asked, "runs", runs.stream().map(RunJson::write).toList()));
  }

  /** Of a gateway that was removed there may be some; where nothing is, it may be mistyped. */
  private Future<Reply> listed(Asked asked, String kind, List<JsonObject> found) {
    var answer = Reply.ok(new JsonObject().put(kind, new JsonArray(found)));
    var gateway = asked.query("gateway");
    if (!found.isEmpty() || gateway.isEmpty()) return Future.succeededFuture(answer);
    return desk.unknown(gateway.get()).map(unknown -> unknown.map(Reply::missing).orElse(answer));
  }

  private Future<Reply> run(Asked asked) {
    return desk.run(id(asked))
        .map(
            found ->
                found
                    .map(run -> Reply.ok(RunJson.write(run)))
                    .orElse(Reply.missing("a run " + id(asked))));
  }

  private Future<Reply> audit(Asked asked) {
    if (limit(asked) == 0) return refused(LIMIT);
    return desk.audit(asked.query("gateway"), limit(asked))
        .compose(lines -> listed(asked, "audit", lines.stream().map(RemedyJson::line).toList()));
  }

  /** How many are wanted; 0 when that is none of those that may be asked for. */
  private static int limit(Asked asked) {
    var given = asked.query("limit").orElse(Integer.toString(USUAL));
    var number = given.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(given) : 0;
    return number <= MOST ? number : 0;
  }

  private Future<Reply> stop(Asked asked) {
    return desk.stop(who(asked), text(asked, "because").orElse(""))
        .map(_ -> Reply.accepted(new JsonObject().put("stopped", true)));
  }

  private Future<Reply> resume(Asked asked) {
    return desk.resume(who(asked)).map(_ -> Reply.accepted(new JsonObject().put("stopped", false)));
  }

  /** On one gateway or several, each for itself. */
  private Future<Reply> begin(Asked asked) {
    var gateways = gateways(asked);
    if (gateways.isEmpty() || gateways.size() > MOST_GATEWAYS)
      return refused("give the gateway, as in {\"gateway\": \"home\"}, or up to 100 `gateways`");
    var despite = words(asked, "despite");
    var wrong = despite.stream().filter(word -> gate(word).isEmpty()).findFirst();
    if (wrong.isPresent())
      return refused(
          "\"" + shown(wrong.get()) + "\" is no gate; known: " + Arrays.toString(Why.values()));
    var gates = EnumSet.noneOf(Why.class);
    despite.forEach(word -> gate(word).ifPresent(gates::add));
    var part = unknownPart(asked);
    if (part.isPresent())
      return refused(
          "\"" + shown(part.get()) + "\" is no part of a gateway; known: " + Subject.PARTS);
    var odd = oddPart(asked);
    if (odd.isPresent())
      return refused(odd.get() + " names nothing: give one line of at most " + LONGEST);
    var orders =
        gateways.stream()
            .map(gateway -> new Order(name(asked), subject(asked, gateway), who(asked), gates))
            .toList();
    var dry = asked.json().map(body -> Boolean.TRUE.equals(body.getValue("dryRun"))).orElse(false);
    return dry ? rehearse(orders) : run(orders);
  }

  private Future<Reply> rehearse(List<Order> orders) {
    var rehearsals = orders.stream().map(desk::rehearse).toList();
    return Future.join(rehearsals).compose(_ -> rehearsed(orders, rehearsals));
  }

  private Future<Reply> rehearsed(
      List<Order> orders, List<Future<Optional<Rehearsal>>> rehearsals) {
    var list = new JsonArray();
    for (int i = 0; i < orders.size(); i++) {
      var found = rehearsals.get(i).result();
      if (found.isEmpty()) return done(desk.missed(orders.get(i)));
      list.add(RemedyJson.rehearsal(found.get()));
    }
    return Future.succeededFuture(Reply.ok(new JsonObject().put("rehearsals", list)));
  }

  private Future<Reply> run(List<Order> orders) {
    if (orders.size() == 1) return done(desk.run(orders.getFirst()));
    var begun = orders.stream().map(desk::run).toList();
    return Future.join(begun)
        .map(
            _ -> {
              var list = new JsonArray();
              for (int i = 0; i < orders.size(); i++)
                list.add(
                    json(begun.get(i).result()).put("gateway", orders.get(i).subject().gateway()));
              return Reply.accepted(new JsonObject().put("runs", list));
            });
  }

  private static Optional<Why> gate(String word) {
    return Arrays.stream(Why.values()).filter(why -> why.code().equals(word)).findFirst();
  }

  private static List<String> gateways(Asked asked) {
    return text(asked, "gateway").map(List::of).orElseGet(() -> words(asked, "gateways"));
  }

  private static Optional<String> unknownPart(Asked asked) {
    return asked.json().map(body -> body.getValue("subject")).orElse("") instanceof JsonObject given
        ? given.fieldNames().stream().filter(name -> !Subject.PARTS.contains(name)).findFirst()
        : Optional.empty();
  }

  /** A name is one line; whatever else there is would only confuse who reads of it. */
  private static Optional<String> oddPart(Asked asked) {
    return subject(asked, "").labels().entrySet().stream()
        .filter(
            part -> part.getValue().isBlank() || !shown(part.getValue()).equals(part.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Subject subject(Asked asked, String gateway) {
    var labels = new TreeMap<String, String>();
    var given = asked.json().map(body -> body.getValue("subject")).orElse("");
    if (given instanceof JsonObject subject)
      for (var name : Subject.PARTS)
        if (subject.getValue(name) instanceof String value) labels.put(name, value);
    return new Subject(gateway, labels);
  }

  private static List<String> words(Asked asked, String key) {
    var words = new ArrayList<String>();
    if (asked.json().map(body -> body.getValue(key)).orElse("") instanceof JsonArray list)
      list.forEach(word -> words.add(String.valueOf(word)));
    return words;
  }

  private static Future<Reply> done(Future<Outcome> asked) {
    return asked.map(RemediesApi::reply);
  }

  static Reply reply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(Run run) -> Reply.accepted(RunJson.write(run));
      case Outcome.Blocked(var block, _) ->
          new Reply.Problem(409, "blocked_" + block.why().code(), blocked(outcome));
      case Outcome.Missing(var what) -> Reply.missing(what);
      case Outcome.Refused(var why) -> new Reply.Problem(409, "not_now", why);
    };
  }

  private static JsonObject json(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(Run run) -> new JsonObject().put("run", RunJson.write(run));
      case Outcome.Blocked(var block, var gates) ->
          new JsonObject()
              .put("blocked", block.why().code())
              .put("because", blocked(outcome))
              .put("gates", RemedyJson.gates(gates));
      case Outcome.Missing(var what) -> new JsonObject().put("because", what + " is not known");
      case Outcome.Refused(var why) -> new JsonObject().put("because", why);
    };
  }

  /** All gates that hold, so that nobody has to find them one by one. */
  private static String blocked(Outcome outcome) {
    if (!(outcome instanceof Outcome.Blocked(var block, var gates))) return "";
    var others =
        gates.stream()
            .filter(gate -> gate.blocks() && gate.gate() != block.why())
            .map(gate -> gate.gate() + ": " + gate.detail())
            .collect(Collectors.joining("; "));
    var text = block.why() + ": " + block.detail() + (others.isEmpty() ? "" : "; " + others);
    var mend =
        switch (block.why()) {
          case STOPPED -> "; let remedies run again with: lifeguard remedy resume";
          case LEASE -> "; wait until that run is over";
          case NOT_FIRING,
              SAME_EPISODE,
              WHEN,
              OBSERVE,
              MAINTENANCE,
              BLOCKER,
              OWN_ACTION,
              BREAKER,
              COOLDOWN,
              BUDGET,
              BLAST_RADIUS,
              ACTIVE_RUNS,
              ALIVE,
              SUPERVISOR,
              FUTILE ->
              "; overrule it with: lifeguard remedy run --despite " + block.why();
        };
    return text + mend;
  }

  private static String id(Asked asked) {
    return asked.part("id");
  }

  private static String name(Asked asked) {
    return asked.part("name");
  }

  /** Who asks, as far as they say; the token says only that they may. */
  private static String who(Asked asked) {
    return text(asked, "who").map(RemediesApi::shown).orElse("api");
  }

  private static Optional<String> text(Asked asked, String key) {
    return asked
        .json()
        .map(body -> body.getValue(key))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> !text.isBlank());
  }

  private static String shown(String text) {
    var line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }

  private static Future<Reply> refused(String detail) {
    return Future.succeededFuture(Reply.refused(detail));
  }
}

package dev.lifeguard.console;

import dev.lifeguard.console.FactLedger.Seen;
import dev.lifeguard.console.FactLedger.Sheet;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Layer;
import dev.lifeguard.rule.Truth;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The way to a gateway as a row of stations, each with what is known of it against its threshold.
 * The first broken one is marked; what lies behind it is not known, whatever was seen there last.
 * Pure.
 */
final class PathPicture {
  private enum Verdict {
    PASS,
    /** Not as it should be, but the way goes on: slow, or not settled yet. */
    WARN,
    UNKNOWN,
    FAIL
  }

  /** A place, and the layers that lead to it. */
  private record Station(String place, List<String> layers) {}

  private static final List<Station> BY_SSH =
      List.of(
          new Station("sshd", List.of("network")),
          new Station("session", List.of("ssh-auth", "tunnel")),
          new Station("forward", List.of("forward")),
          new Station("gateway", List.of("gateway")));
  private static final List<Station> DIRECT =
      List.of(
          new Station("network", List.of("network")), new Station("gateway", List.of("gateway")));

  private final List<Layer> layers;
  private final List<Sheet> sheets;
  private Optional<String> broken = Optional.empty();

  private PathPicture(List<Layer> layers, List<Sheet> sheets) {
    this.layers = layers;
    this.sheets = sheets;
  }

  /**
   * @param layers with their thresholds, as the rules in force have them
   * @param sheets all that is known of one gateway
   */
  static JsonArray of(List<Layer> layers, List<Sheet> sheets) {
    var picture = new PathPicture(layers, sheets);
    var json = new JsonArray();
    for (var station : picture.isThroughSsh() ? BY_SSH : DIRECT) json.add(picture.draw(station));
    return json;
  }

  private boolean isThroughSsh() {
    return sheets.stream()
        .anyMatch(
            sheet ->
                sheet.subject().labels().containsKey("tunnel")
                    || sheet.facts().containsKey(Fact.SSH_AUTH_TIME));
  }

  private JsonObject draw(Station station) {
    var checks = new JsonArray();
    var worst = Verdict.PASS;
    for (var layer : layers) {
      if (!station.layers().contains(layer.name())) continue;
      for (var check : checks(layer)) {
        checks.add(check);
        var verdict = Verdict.valueOf(check.getString("verdict").toUpperCase(Locale.ROOT));
        if (verdict.compareTo(worst) > 0) worst = verdict;
      }
    }
    return judged(station, checks.isEmpty() ? Verdict.UNKNOWN : worst).put("checks", checks);
  }

  private JsonObject judged(Station station, Verdict worst) {
    var json = new JsonObject().put("place", station.place());
    if (broken.isPresent())
      return json.put("verdict", "unknown").put("broken", false).put("behind", broken.get());
    if (worst == Verdict.FAIL) broken = Optional.of(station.place());
    return json.put("verdict", code(worst)).put("broken", worst == Verdict.FAIL);
  }

  private List<JsonObject> checks(Layer layer) {
    var fact = Fact.of(layer.check().terms().getFirst().name());
    var checks = new ArrayList<JsonObject>();
    if (fact.isEmpty()) return checks;
    for (var sheet : sheets)
      if (sheet.facts().containsKey(fact.get())) checks.add(check(layer, sheet, fact.get()));
    return checks;
  }

  private JsonObject check(Layer layer, Sheet sheet, Fact fact) {
    var seen = sheet.facts().get(fact);
    var verdict = verdict(layer, sheet, seen);
    var json =
        new JsonObject()
            .put("layer", layer.name())
            .put("fact", fact.code())
            .put("unit", fact.unit().name().toLowerCase(Locale.ROOT))
            .put("labels", labels(sheet))
            .put("threshold", layer.check().toString())
            .put("verdict", code(verdict))
            .mergeIn(FactJson.seen(seen));
    if (verdict == Verdict.WARN && test(layer.check(), sheet) == Truth.TRUE)
      layer.settled().ifPresent(settled -> json.put("unsettled", settled.toString()));
    return json;
  }

  private Verdict verdict(Layer layer, Sheet sheet, Seen seen) {
    return switch (test(layer.check(), sheet)) {
      case UNKNOWN -> Verdict.UNKNOWN;
      case FALSE -> isSlow(seen.value()) ? Verdict.WARN : Verdict.FAIL;
      case TRUE ->
          layer.settled().map(settled -> test(settled, sheet)).filter(is(Truth.FALSE)).isPresent()
              ? Verdict.WARN
              : Verdict.PASS;
    };
  }

  private static Predicate<Truth> is(Truth truth) {
    return truth::equals;
  }

  /** It answered, though not as fast as it should. */
  private static boolean isSlow(FactValue value) {
    return value instanceof FactValue.Amount(var amount) && Double.isFinite(amount) && amount > 0;
  }

  private Truth test(Condition condition, Sheet sheet) {
    var terms = condition.terms();
    return condition.test(
        position ->
            Fact.of(terms.get(position).name())
                .flatMap(fact -> Optional.ofNullable(sheet.facts().get(fact)))
                .map(Seen::value)
                .orElseGet(() -> FactValue.unknown("not looked at")));
  }

  private static JsonObject labels(Sheet sheet) {
    var json = new JsonObject();
    sheet.subject().labels().forEach(json::put);
    return json;
  }

  private static String code(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}

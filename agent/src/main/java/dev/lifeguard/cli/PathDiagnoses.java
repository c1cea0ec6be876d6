package dev.lifeguard.cli;

import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.DiagnosisJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * The diagnoses of all paths to one gateway, the preferred one first.
 *
 * @param inUse the path that the running agent uses; empty: no agent runs, or it does not say
 */
record PathDiagnoses(List<One> all, Optional<String> inUse) {

  /** One path, and what a walk on it came to. */
  record One(String name, Diagnosis diagnosis) {}

  PathDiagnoses {
    all = List.copyOf(all);
    if (all.isEmpty()) throw new IllegalArgumentException("a gateway has at least one path");
  }

  /** Which of these paths the others are judged by: the one in use, else the preferred one. */
  static String leading(List<String> names, Optional<String> inUse) {
    return inUse.filter(names::contains).orElse(names.getFirst());
  }

  /** What the agent's answer says of that gateway. */
  static Optional<String> inUse(JsonObject answer, String gateway) {
    return answer.getJsonArray("paths", new JsonArray()).stream()
        .filter(it -> it instanceof JsonObject one && gateway.equals(one.getString("gateway")))
        .map(it -> ((JsonObject) it).getString("current"))
        .findFirst();
  }

  One leading() {
    var name = leading(all.stream().map(One::name).toList(), inUse);
    return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  boolean areWell() {
    return all.stream().allMatch(one -> one.diagnosis().healthy());
  }

  /** The first that carries as far as the gateway, whatever is wrong behind it. */
  Optional<String> firstServing() {
    return all.stream().filter(PathDiagnoses::serves).map(One::name).findFirst();
  }

  static boolean serves(One one) {
    return one.diagnosis().carries();
  }

  /** One clause for people. */
  String verdict() {
    var serving =
        firstServing().map(name -> "first that serves: " + name).orElse("no path serves now");
    return inUse
        .map(name -> "in use, says the running agent: " + name + "; " + serving)
        .orElseGet(() -> "no agent runs here that says which is in use; " + serving);
  }

  /** The leading path's diagnosis; of several paths all of them, too. */
  JsonObject json() {
    var json = DiagnosisJson.write(leading().diagnosis());
    if (all.size() == 1) return json;
    var paths = new JsonArray();
    for (var one : all)
      paths.add(
          new JsonObject()
              .put("name", one.name())
              .put("inUse", inUse.filter(one.name()::equals).isPresent())
              .put("serves", serves(one))
              .put("diagnosis", DiagnosisJson.write(one.diagnosis())));
    return json.put("pathName", leading().name()).put("paths", paths);
  }
}

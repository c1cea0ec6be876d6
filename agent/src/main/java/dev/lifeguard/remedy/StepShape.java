package dev.lifeguard.remedy;

import dev.lifeguard.config.Definitions;
import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Node;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.remedy.PlannedStep.Guard;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Vocabulary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** A step as written: one known name with its arguments, as in {@code wait: 10s}. */
final class StepShape implements Shape<PlannedStep> {
  private static final List<String> COMMON = List.of("if", "unless", "timeout", "retry");
  private static final String NOTE = "[a-z][a-z-]*";

  private final Vocabulary vocabulary;

  StepShape(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  @Override
  public Optional<PlannedStep> read(Place place) {
    if (!(place.node() instanceof Node.Mapping mapping) || mapping.entries().size() != 1) {
      place.mismatch(wanted());
      return Optional.empty();
    }
    var key = mapping.entries().getFirst().key();
    if (StepCatalogue.STEPS.get(key.text()) instanceof Shape<?> arguments)
      return step(place.under(key.text()), key.text(), arguments);
    var known = StepCatalogue.STEPS.sequencedKeySet();
    var near = Nearest.suggestion(key.text(), known);
    place.refuseKey(
        key, "unknown step", near.isEmpty() ? "known: " + String.join(", ", known) : near);
    return Optional.empty();
  }

  private Optional<PlannedStep> step(Place place, String name, Shape<?> arguments) {
    return arguments
        .read(place)
        .flatMap(_ -> Shapes.any().read(place))
        .map(StepShape::json)
        .flatMap(written -> planned(place, name, written));
  }

  private static JsonObject json(Object written) {
    return written instanceof JsonObject object ? object : new JsonObject().put("value", written);
  }

  private Optional<PlannedStep> planned(Place place, String name, JsonObject written) {
    var common = new StepSettings(name, written);
    var onlyIf = guard(place, common, "if");
    var unless = guard(place, common, "unless");
    if (common.text("if").isPresent() != onlyIf.isPresent()
        || common.text("unless").isPresent() != unless.isPresent()) return Optional.empty();
    COMMON.forEach(written::remove);
    return Optional.of(
        new PlannedStep(
            new StepSettings(name, written),
            onlyIf,
            unless,
            common.text("timeout").map(StepSettings::duration),
            common.number("retry", 0)));
  }

  /** A note that an earlier step leaves, or a condition on facts. */
  private Optional<Guard> guard(Place place, StepSettings written, String key) {
    return written.text(key).flatMap(text -> guard(place.under(key), text));
  }

  private Optional<Guard> guard(Place place, String text) {
    if (StepCatalogue.NOTES.contains(text)) return Optional.of(new Guard.Noted(text));
    if (text.matches(NOTE)) {
      var near = Nearest.suggestion(text, StepCatalogue.NOTES);
      place.refuse(
          "\"" + text + "\" is no note of a step, and no condition",
          near.isEmpty()
              ? "write one of " + StepCatalogue.NOTES + ", or a condition such as active_runs == 0"
              : near);
      return Optional.empty();
    }
    return switch (Condition.read(text, vocabulary)) {
      case Condition.Reading.Read(var condition) -> Optional.of(new Guard.Holds(condition));
      case Condition.Reading.Refused(var flaws) -> {
        flaws.forEach(flaw -> place.refuse(flaw.message(), flaw.mend(), flaw.offset()));
        yield Optional.empty();
      }
    };
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    var properties = new JsonObject();
    StepCatalogue.STEPS.forEach((name, shape) -> properties.put(name, shape.describe(definitions)));
    return new JsonObject()
        .put("type", new JsonArray().add("object"))
        .put("properties", properties)
        .put("minProperties", 1)
        .put("maxProperties", 1)
        .put("additionalProperties", false);
  }

  @Override
  public String wanted() {
    return "a step such as tunnel.restart: {}";
  }
}

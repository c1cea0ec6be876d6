package dev.lifeguard.remedy;

import dev.lifeguard.config.Definitions;
import dev.lifeguard.config.Node;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.rule.Term;
import dev.lifeguard.rule.Vocabulary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** A trigger as written: the name of an alert, {@code manual}, or a mapping with one key. */
final class TriggerShape implements Shape<Trigger> {
  private static final String MANUAL = "manual";

  private final Shape<Trigger> word =
      Shapes.nonblank("an alert")
          .as(text -> text.equals(MANUAL) ? new Trigger.Manual() : new Trigger.Alert(text));
  private final Shape<Trigger> mapping;

  TriggerShape(Vocabulary vocabulary) {
    var causes = vocabulary.find(Vocabulary.CAUSE).map(Term::words).orElse(List.of());
    Shape<String> code =
        causes.isEmpty() ? Shapes.nonblank("the code of a cause") : Shapes.word(causes);
    this.mapping =
        Shapes.object(
            "a trigger such as {cause: slow_path} or {webhook: KubePodDown}",
            f -> {
              var cause = f.maybe("cause", code, "what the diagnosis found");
              var webhook =
                  f.maybe("webhook", Shapes.nonblank("an alert"), "only from Alertmanager");
              f.exactlyOne(cause, webhook);
              return v ->
                  v.of(cause)
                      .<Trigger>map(Trigger.Cause::new)
                      .orElseGet(() -> new Trigger.Webhook(v.of(webhook).orElse("")));
            });
  }

  @Override
  public Optional<Trigger> read(Place place) {
    return (place.node() instanceof Node.Mapping ? mapping : word).read(place);
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    return new JsonObject()
        .put(
            "anyOf",
            new JsonArray().add(word.describe(definitions)).add(mapping.describe(definitions)));
  }

  @Override
  public String wanted() {
    return "the name of an alert, manual, or a mapping such as {cause: slow_path}";
  }
}

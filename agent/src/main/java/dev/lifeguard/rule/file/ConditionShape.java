package dev.lifeguard.rule.file;

import dev.lifeguard.config.Definitions;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Vocabulary;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A condition as written. Tells every flaw of it, each at its place. */
public final class ConditionShape implements Shape<Condition> {
  private final Shape<Condition.Reading> inner;

  private ConditionShape(Shape<Condition.Reading> inner) {
    this.inner = inner;
  }

  public static Shape<Condition> of(Vocabulary vocabulary) {
    return new ConditionShape(
        Shapes.text("a condition such as error_rate > 5%")
            .as(text -> Condition.read(text, vocabulary))
            .check((reading, place) -> refuse(reading, place, 0)));
  }

  /**
   * A short form.
   *
   * @param whole completes what was written to a condition by writing something before it
   */
  static Shape<Condition> shortened(
      Shape<String> text, Vocabulary vocabulary, UnaryOperator<String> whole) {
    return new ConditionShape(
        text.as(written -> new Completed(written, whole.apply(written), vocabulary))
            .check((completed, place) -> refuse(completed.reading(), place, completed.shift()))
            .as(Completed::reading));
  }

  /** What was written, and what was read in its stead. */
  private record Completed(String written, String whole, Condition.Reading reading) {
    Completed(String written, String whole, Vocabulary vocabulary) {
      this(written, whole, Condition.read(whole, vocabulary));
    }

    int shift() {
      return Math.max(0, whole.length() - written.length());
    }
  }

  private static void refuse(Condition.Reading reading, Place place, int shift) {
    if (reading instanceof Condition.Reading.Refused(var flaws))
      for (var flaw : flaws)
        place.refuse(flaw.message(), flaw.mend(), Math.max(0, flaw.offset() - shift));
  }

  @Override
  public Optional<Condition> read(Place place) {
    return inner
        .read(place)
        .flatMap(
            reading ->
                switch (reading) {
                  case Condition.Reading.Read(var condition) -> Optional.of(condition);
                  case Condition.Reading.Refused _ -> Optional.empty();
                });
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    return inner.describe(definitions);
  }

  @Override
  public String wanted() {
    return inner.wanted();
  }
}

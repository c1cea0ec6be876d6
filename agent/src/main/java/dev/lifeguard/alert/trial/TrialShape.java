package dev.lifeguard.alert.trial;

import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Vocabulary;
import dev.lifeguard.rule.file.RuleFile;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A file of trials as written. */
public final class TrialShape {
  private TrialShape() {}

  public static Shape<Trial.File> shape() {
    return Shapes.object(
        "a file with rules and tests",
        f -> {
          var rules =
              f.required(
                  "rules",
                  RuleFile.all(Vocabulary.of(Fact.values())),
                  "the files that are tried; globs and shipped:NAME too");
          var tests =
              f.required(
                  "tests", Shapes.list(Shapes.object("a test", TrialShape::trial)), "one by one");
          return v -> new Trial.File(v.of(rules), v.of(tests));
        });
  }

  private static Function<Values, Trial> trial(Fields f) {
    var name = f.required("name", Shapes.nonblank("a sentence"), "what it shows");
    var interval =
        f.optional(
            "interval",
            Shapes.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
            "15s",
            "between two values");
    var series =
        f.required(
            "series", Shapes.list(Shapes.object("a series", TrialShape::series)), "what is seen");
    var expected =
        f.required(
            "expect",
            Shapes.list(Shapes.object("an expectation", TrialShape::expectation)),
            "what must stand");
    return v -> new Trial(v.of(name), v.of(interval), v.of(series), v.of(expected));
  }

  private static Function<Values, Trial.Series> series(Fields f) {
    var facts = Arrays.stream(Fact.values()).map(Fact::code).toList();
    var fact = f.required("fact", Shapes.word(facts).as(TrialShape::fact), "which one");
    var gateway = f.optional("gateway", Shapes.text("a gateway"), "home", "whose");
    var labels = f.optional("labels", Shapes.labels(), "{}", "of which part of it");
    var values = f.required("values", Shapes.text("values such as 1 0x5 _"), "one an interval");
    f.check(v -> refuse(SeriesText.parse(v.of(fact), v.of(values)), v.at(values)));
    return v ->
        new Trial.Series(
            new Subject(v.of(gateway), v.of(labels)),
            v.of(fact),
            taken(SeriesText.parse(v.of(fact), v.of(values))));
  }

  private static Fact fact(String code) {
    return Fact.of(code).orElseThrow();
  }

  private static void refuse(Parsed<List<Optional<FactValue>>> parsed, Place place) {
    if (parsed instanceof Parsed.Refused<List<Optional<FactValue>>>(var message, var mend, _))
      place.refuse(message, mend);
  }

  private static List<Optional<FactValue>> taken(Parsed<List<Optional<FactValue>>> parsed) {
    return switch (parsed) {
      case Parsed.Taken<List<Optional<FactValue>>>(var values) -> values;
      case Parsed.Refused<List<Optional<FactValue>>> _ -> List.of(); // told already
    };
  }

  private static Function<Values, Trial.Expectation> expectation(Fields f) {
    var at = f.required("at", Shapes.duration(), "since the first value");
    var firing = f.list("firing", Shapes.name(), "alerts, each as often as it fires");
    var pending = f.list("pending", Shapes.name(), "alerts that are pending");
    return v -> new Trial.Expectation(v.of(at), v.of(firing), v.of(pending));
  }
}

package dev.lifeguard.alert.trial;

import dev.lifeguard.config.Parsed;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Values as one writes them: {@code "1 1 0x5 _ ?"}. {@code x5} repeats five times, {@code _} is
 * nobody looked, {@code ?} is looked and could not tell, {@code inf} is no answer. Numbers are in
 * the fact's base unit, seconds or ratios.
 */
final class SeriesText {
  private static final Pattern PART = Pattern.compile("([A-Za-z_?.0-9-]+?)(?:x([0-9]{1,5}))?");

  private SeriesText() {}

  static Parsed<List<Optional<FactValue>>> parse(Fact fact, String text) {
    var values = new ArrayList<Optional<FactValue>>();
    for (var part : text.strip().split("\\s+")) {
      var match = PART.matcher(part);
      if (!match.matches()) return refused(part);
      var times = Optional.ofNullable(match.group(2)).map(Integer::parseInt).orElse(1);
      switch (value(fact, match.group(1))) {
        case Parsed.Taken<Optional<FactValue>>(var value) ->
            values.addAll(Collections.nCopies(times, value));
        case Parsed.Refused<Optional<FactValue>> _ -> {
          return refused(part);
        }
      }
    }
    return Parsed.taken(values);
  }

  private static Parsed<List<Optional<FactValue>>> refused(String part) {
    return Parsed.refused(
        "has " + part + ", which is no value of that fact", "write such as 1 0x5 _");
  }

  private static Parsed<Optional<FactValue>> value(Fact fact, String text) {
    if (text.equals("_")) return Parsed.taken(Optional.empty());
    if (text.equals("?")) return Parsed.taken(Optional.of(FactValue.unknown("as written")));
    if (fact.unit() == Fact.Unit.TEXT)
      return fact.words().isEmpty() || fact.words().contains(text)
          ? Parsed.taken(Optional.of(FactValue.of(text)))
          : Parsed.refused("", "");
    if (text.equals("inf"))
      return Parsed.taken(Optional.of(FactValue.of(Double.POSITIVE_INFINITY)));
    return text.matches("-?[0-9]+(\\.[0-9]+)?")
        ? Parsed.taken(Optional.of(FactValue.of(Double.parseDouble(text))))
        : Parsed.refused("", "");
  }
}

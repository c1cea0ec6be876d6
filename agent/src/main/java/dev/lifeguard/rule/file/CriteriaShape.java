package dev.lifeguard.rule.file;

import dev.lifeguard.config.Field;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Criterion;
import dev.lifeguard.rule.Operand;
import dev.lifeguard.rule.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The health check as the runbook writes it: {@code '> 1h'}, {@code < 1000} milliseconds, {@code
 * 0}, {@code running}. What is not given is not asked for.
 */
final class CriteriaShape {
  private static final String OPERATOR = "(?:(?:==|!=|<=|>=|<|>)\\s*)?";

  private final Vocabulary vocabulary;

  private CriteriaShape(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  static Shape<List<Criterion>> of(Vocabulary vocabulary) {
    return Shapes.object("health criteria", new CriteriaShape(vocabulary)::define);
  }

  private Function<Values, List<Criterion>> define(Fields f) {
    var groups = new ArrayList<Field<List<Criterion>>>();
    groups.add(f.optional("gateway", group(this::gateway), "{}", "the gateway itself"));
    groups.add(f.optional("channels", group(this::channels), "{}", "each of its channels"));
    groups.add(f.optional("providers", group(this::providers), "{}", "each model provider"));
    groups.add(f.optional("errors", group(this::errors), "{}", "its errors"));
    groups.add(f.optional("security", group(this::security), "{}", "its security audit"));
    return v -> groups.stream().flatMap(group -> v.of(group).stream()).toList();
  }

  private Stream<Row> gateway(Fields f) {
    return Stream.of(
        row(f, "gateway", "status", word(Fact.GATEWAY_STATUS)),
        row(f, "gateway", "uptime", comparison(Fact.GATEWAY_UPTIME)),
        row(f, "gateway", "latency_ms", milliseconds(Fact.GATEWAY_LATENCY)));
  }

  private Stream<Row> channels(Fields f) {
    return Stream.of(
        row(f, "channels", "all_active", all("channel_status == \"active\"")),
        row(f, "channels", "latency_ms", milliseconds(Fact.CHANNEL_LATENCY)));
  }

  private Stream<Row> providers(Fields f) {
    return Stream.of(row(f, "providers", "all_available", all("provider_status == \"available\"")));
  }

  private Stream<Row> errors(Fields f) {
    return Stream.of(
        row(f, "errors", "hourly_count", comparison(Fact.ERRORS_HOURLY)),
        row(f, "errors", "rate", comparison(Fact.ERROR_RATE)));
  }

  private Stream<Row> security(Fields f) {
    return Stream.of(
        row(f, "security", "critical_issues", comparison(Fact.SECURITY_CRITICAL)),
        row(f, "security", "warnings", comparison(Fact.SECURITY_WARNINGS)));
  }

  /** One line of the file that may be there. */
  private record Row(String name, Field<Optional<Optional<Condition>>> field) {
    Optional<Criterion> read(Values values) {
      var origin = values.at(field).node().origin();
      return values
          .of(field)
          .flatMap(condition -> condition)
          .map(condition -> new Criterion(name, condition, origin));
    }
  }

  private static Row row(Fields f, String group, String key, Shape<Optional<Condition>> shape) {
    return new Row(group + "." + key, f.maybe(key, shape, shape.wanted()));
  }

  private static Shape<List<Criterion>> group(Function<Fields, Stream<Row>> rows) {
    return Shapes.object(
        "criteria",
        f -> {
          var all = rows.apply(f).toList();
          return v -> all.stream().flatMap(row -> row.read(v).stream()).toList();
        });
  }

  private Shape<Optional<Condition>> comparison(Fact fact) {
    return shortened(comparisonText("< 10"), fact, value -> value);
  }

  private Shape<Optional<Condition>> milliseconds(Fact fact) {
    return shortened(
        comparisonText("< 1000"), fact, value -> value.matches("[0-9.]+") ? value + "ms" : value);
  }

  private static Shape<String> comparisonText(String example) {
    return Shapes.parsed(
        "a comparison such as " + example + ", or a value",
        text ->
            text.strip().matches(OPERATOR + "-?[0-9][0-9.]*[a-z%]*")
                ? Parsed.taken(text)
                : Parsed.refused("is no comparison", "write one such as " + example));
  }

  private Shape<Optional<Condition>> word(Fact fact) {
    return shortened(Shapes.text("a word"), fact, value -> new Operand.Text(value).toString());
  }

  private Shape<Optional<Condition>> shortened(
      Shape<String> text, Fact fact, UnaryOperator<String> literal) {
    return ConditionShape.shortened(
            text, vocabulary, written -> whole(fact, written.strip(), literal))
        .as(Optional::of);
  }

  private static String whole(Fact fact, String written, UnaryOperator<String> literal) {
    var value = written.replaceFirst("^" + OPERATOR, "");
    var operator = written.substring(0, written.length() - value.length()).strip();
    return fact + (operator.isEmpty() ? " == " : " " + operator + " ") + literal.apply(value);
  }

  /** {@code true} asks for it, {@code false} does not care. */
  private Shape<Optional<Condition>> all(String condition) {
    return Shapes.flag()
        .as(
            wanted ->
                wanted
                        && Condition.read(condition, vocabulary)
                            instanceof Condition.Reading.Read(var read)
                    ? Optional.of(read)
                    : Optional.empty());
  }
}

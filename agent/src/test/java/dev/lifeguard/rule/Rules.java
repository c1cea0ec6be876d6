package dev.lifeguard.rule;

import dev.lifeguard.config.Origin;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.fact.Fact;
import java.time.Duration;
import java.util.Optional;

/** Makes rules for tests from the text of their conditions. */
public final class Rules {
  private Rules() {}

  public static Condition condition(String text) {
    return switch (Condition.read(text, Vocabulary.of(Fact.values()))) {
      case Condition.Reading.Read(var condition) -> condition;
      case Condition.Reading.Refused(var flaws) -> throw new AssertionError(text + ": " + flaws);
    };
  }

  public static Rule rule(String name, String condition) {
    return Rule.of(name, Severity.CRITICAL, condition(condition));
  }

  public static Rule rule(String name, Severity severity, String condition) {
    return Rule.of(name, severity, condition(condition));
  }

  public static Rule rule(String name, String condition, Only only) {
    return new Rule(
        name,
        Severity.CRITICAL,
        condition(condition),
        Optional.empty(),
        Rule.Timing.AT_ONCE,
        Rule.Wording.NONE,
        only,
        new Origin.Default());
  }

  /** Any name goes. */
  public static Template template(String text) {
    var names =
        java.util.regex.Pattern.compile("\\w+")
            .matcher(text)
            .results()
            .map(r -> r.group())
            .toList();
    return switch (Template.read(text, names)) {
      case Parsed.Taken<Template>(var template) -> template;
      case Parsed.Refused<Template> refused -> throw new AssertionError(refused);
    };
  }

  public static Rule.Timing lasting(Duration pendingFor, Duration keepFiringFor) {
    return new Rule.Timing(pendingFor, keepFiringFor, NoData.UNKNOWN);
  }
}

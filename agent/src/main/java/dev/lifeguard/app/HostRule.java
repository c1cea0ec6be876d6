package dev.lifeguard.app;

import dev.lifeguard.config.Parsed;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.NoData;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.rule.Template;
import dev.lifeguard.rule.Vocabulary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rule that makes one incident of a host that several gateways are reached through. It is there
 * even when the user's own rules know no hosts: without it such a host would be a page for each
 * gateway.
 */
final class HostRule {
  private static final String CONDITION = "host_state == \"unreachable\"";
  private static final Duration LASTING = Duration.ofSeconds(10);

  private HostRule() {}

  /** The rules, and this one if none of them speaks of hosts. */
  static RuleSet completed(RuleSet rules) {
    var known =
        rules.rules().stream()
            .flatMap(rule -> rule.condition().terms().stream())
            .anyMatch(term -> term.name().equals(Fact.HOST_STATE.code()));
    return known ? rules : RuleSet.joined(List.of(rules, RuleSet.of(rule())));
  }

  private static Rule rule() {
    var annotations =
        Map.of(
            "summary",
                template("{{ host }} is gone, and all gateways behind it: {{ host_reason }}"),
            "first",
                template("Log in to {{ host }} from here with ssh -v, then look at its sshd."));
    return Rule.of("host_down", Severity.CRITICAL, condition())
        .with(new Rule.Timing(LASTING, Duration.ZERO, NoData.UNKNOWN))
        .with(new Rule.Wording(List.of(), Map.of(), annotations, Optional.empty()));
  }

  private static Condition condition() {
    return switch (Condition.read(CONDITION, Vocabulary.of(Fact.values()))) {
      case Condition.Reading.Read(var condition) -> condition;
      case Condition.Reading.Refused(var flaws) ->
          throw new IllegalStateException(flaws.toString());
    };
  }

  private static Template template(String text) {
    return switch (Template.read(text, List.of("host", "host_reason"))) {
      case Parsed.Taken<Template>(var template) -> template;
      case Parsed.Refused<Template> refused -> throw new IllegalStateException(refused.toString());
    };
  }
}

package dev.lifeguard.rule;

import dev.lifeguard.config.Origin;

/**
 * One line of the health check.
 *
 * @param name as the file has it: {@code gateway.status}
 * @param check holds when the gateway is well in this respect
 */
public record Criterion(String name, Condition check, Origin origin) {
  /** The same as an alert of severity info: a young gateway is never a page. */
  public Rule asRule() {
    var rule = Rule.of("criterion_" + name.replace('.', '_'), Severity.INFO, check.negated());
    return new Rule(
        rule.name(),
        rule.severity(),
        rule.condition(),
        rule.clear(),
        rule.timing(),
        rule.wording(),
        rule.only(),
        origin);
  }
}

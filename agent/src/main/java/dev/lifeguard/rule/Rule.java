package dev.lifeguard.rule;

import dev.lifeguard.config.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One alert as configured. Rules of one name with several severities are one signal: the most
 * severe that fires speaks, the others keep silent.
 *
 * @param clear holds when the alert may end; none: as soon as the condition no longer holds
 */
public record Rule(
    String name,
    Severity severity,
    Condition condition,
    Optional<Condition> clear,
    Timing timing,
    Wording wording,
    Only only,
    Origin origin) {

  /**
   * How long is long enough.
   *
   * @param pendingFor how long the condition must hold before the alert fires
   * @param keepFiringFor how long it must be over before the alert is resolved
   */
  public record Timing(Duration pendingFor, Duration keepFiringFor, NoData noData) {
    public static final Timing AT_ONCE = new Timing(Duration.ZERO, Duration.ZERO, NoData.UNKNOWN);
  }

  /**
   * What people are told, and who.
   *
   * @param receivers names of receivers or groups; empty: all
   * @param runbook where to read on
   */
  public record Wording(
      List<String> receivers,
      Map<String, String> labels,
      Map<String, Template> annotations,
      Optional<String> runbook) {
    public static final Wording NONE = new Wording(List.of(), Map.of(), Map.of(), Optional.empty());

    public Wording {
      receivers = List.copyOf(receivers);
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /** Unique among all rules. */
  public String id() {
    return name + "/" + severity;
  }

  /** Nothing but a condition. */
  public static Rule of(String name, Severity severity, Condition condition) {
    return new Rule(
        name,
        severity,
        condition,
        Optional.empty(),
        Timing.AT_ONCE,
        Wording.NONE,
        Only.ALL,
        new Origin.Default());
  }

  public Rule with(Timing timing) {
    return new Rule(name, severity, condition, clear, timing, wording, only, origin);
  }

  public Rule with(Wording wording) {
    return new Rule(name, severity, condition, clear, timing, wording, only, origin);
  }

  public Rule clearing(Condition when) {
    return new Rule(name, severity, condition, Optional.of(when), timing, wording, only, origin);
  }
}

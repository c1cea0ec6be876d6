package dev.lifeguard.alert.trial;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.RuleSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A unit test of rules: what is seen when, and which alerts must stand then. */
public record Trial(
    String name, Duration interval, List<Series> series, List<Expectation> expected) {
  public Trial {
    series = List.copyOf(series);
    expected = List.copyOf(expected);
  }

  /** A file of trials and the rules that they are about. */
  public record File(RuleSet rules, List<Trial> trials) {
    public File {
      trials = List.copyOf(trials);
    }
  }

  /** One fact of one subject, a value at each interval; empty where nobody looked. */
  public record Series(Subject subject, Fact fact, List<Optional<FactValue>> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  /**
   * What must stand at a time; other alerts must not.
   *
   * @param firing names of the alerts that fire, each as often as it does
   */
  public record Expectation(Duration at, List<String> firing, List<String> pending) {
    public Expectation {
      firing = firing.stream().sorted().toList();
      pending = pending.stream().sorted().toList();
    }
  }
}

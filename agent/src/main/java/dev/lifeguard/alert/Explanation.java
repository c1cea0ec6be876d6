package dev.lifeguard.alert;

import java.util.List;

/**
 * Why an alert stands where it stands: the steps from the last look to what people hear, each with
 * what it found.
 */
public record Explanation(Alert alert, List<Step> steps) {
  /**
   * @param name which step: condition, path, state, flapping, quiet, follow-up
   * @param outcome what it came to, in a word or two
   * @param because what decided it
   */
  public record Step(String name, String outcome, String because) {}

  public Explanation {
    steps = List.copyOf(steps);
  }
}

package dev.lifeguard.app;

import dev.lifeguard.config.Problem;
import java.io.Serial;
import java.util.List;

/** The agent cannot start as asked; a person has to change something first. */
public final class AgentRefused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  AgentRefused(String message) {
    this(message, List.of());
  }

  AgentRefused(String message, List<Problem> problems) {
    super(message, null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** What is wrong with the configuration; empty when it is something else. */
  public List<Problem> problems() {
    return problems;
  }
}

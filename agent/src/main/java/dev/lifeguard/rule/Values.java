package dev.lifeguard.rule;

import dev.lifeguard.fact.FactValue;

/** What is known at the moment of a test, by position in {@link Condition#terms()}. */
@FunctionalInterface
public interface Values {
  FactValue at(int term);
}

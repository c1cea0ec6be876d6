package dev.lifeguard.remedy;

import java.util.Locale;

/** Why a gate kept a remedy from running: the closed reason, and the detail for people. */
public record Block(Why why, String detail) {
  /** In the order in which the gates are asked. */
  public enum Why {
    STOPPED("everything was stopped by a person"),
    NOT_FIRING("the alert no longer fires, or in another episode"),
    SAME_EPISODE("it ran already in this episode"),
    WHEN("its condition does not hold"),
    OBSERVE("it may only observe"),
    MAINTENANCE("maintenance or a silence covers it"),
    BLOCKER("another alert stands in the way"),
    OWN_ACTION("the alert arose from an action of ours"),
    BREAKER("it failed too often here"),
    COOLDOWN("it ran a short while ago"),
    BUDGET("it ran often enough for now"),
    BLAST_RADIUS("too much of the fleet is in need at once"),
    LEASE("another run is at work there"),
    ACTIVE_RUNS("agent runs are under way"),
    ALIVE("the gateway was not seen down twice"),
    SUPERVISOR("nobody knows who supervises it, or nobody does"),
    FUTILE("what is wrong there would outlast it");

    private final String meaning;

    Why(String meaning) {
      this.meaning = meaning;
    }

    /** The label of the metric. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public String meaning() {
      return meaning;
    }

    @Override
    public String toString() {
      return code();
    }
  }
}

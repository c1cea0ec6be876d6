package dev.lifeguard.app;

/** The rules and remedies inside the program, which hold where the configuration names none. */
final class Shipped {
  static final String RULES =
      "[shipped:thresholds.yaml, shipped:monitoring.yaml, shipped:tunnels.yaml,"
          + " shipped:day-one.yaml, shipped:health-criteria.yaml]";
  static final String REMEDIES = "[shipped:remedies.yaml]";

  private Shipped() {}
}

package dev.lifeguard.config;

/**
 * One difference between two configurations.
 *
 * @param path what differs, with gateways by name: {@code gateways.prod-eu.tunnel}
 */
public record Change(String path, Weight weight) {
  /** Whether it may happen while nobody looks. */
  public enum Weight {
    SMALL,
    STRUCTURAL
  }

  public static Change small(String path) {
    return new Change(path, Weight.SMALL);
  }

  public static Change structural(String path) {
    return new Change(path, Weight.STRUCTURAL);
  }

  public boolean isStructural() {
    return weight == Weight.STRUCTURAL;
  }

  @Override
  public String toString() {
    return path;
  }
}

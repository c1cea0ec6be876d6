package dev.lifeguard.rule;

import java.util.List;
import java.util.Locale;

/** How bad it is; the most severe comes first. */
public enum Severity {
  CRITICAL("P0"),
  WARNING("P1"),
  INFO("P2");

  /** Every spelling that files may use. */
  public static final List<String> SPELLINGS =
      List.of("critical", "warning", "info", "P0", "P1", "P2");

  private final String code = name().toLowerCase(Locale.ROOT);
  private final String level;

  Severity(String level) {
    this.level = level;
  }

  /** As labels carry it. */
  public String code() {
    return code;
  }

  /** As the runbook's incident template names it. */
  public String level() {
    return level;
  }

  public boolean outranks(Severity other) {
    return compareTo(other) < 0;
  }

  /** Reads one of {@link #SPELLINGS}. */
  public static Severity of(String spelling) {
    return values()[SPELLINGS.indexOf(spelling) % values().length];
  }

  @Override
  public String toString() {
    return code;
  }
}

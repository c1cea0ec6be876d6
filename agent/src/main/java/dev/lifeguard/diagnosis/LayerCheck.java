package dev.lifeguard.diagnosis;

import java.util.Locale;

/**
 * One line of the layered verification.
 *
 * @param check what was looked at
 * @param threshold what it should be; empty: nothing is asked of it
 * @param note why it failed, or is not known; empty when well
 */
public record LayerCheck(
    PathLayer layer, String check, String value, String threshold, Verdict verdict, String note) {

  /** Whether a layer is as it should be. */
  public enum Verdict {
    PASS,
    /** Not as it should be, but the way goes on: slow, or not settled yet. */
    WARN,
    FAIL,
    /** Lies behind the broken place, or could not be looked at. */
    UNKNOWN;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
      return code;
    }
  }
}

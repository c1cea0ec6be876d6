package dev.lifeguard.diagnosis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How sure a finding is, surest first. Words, because percentages would be made up. */
public enum Confidence {
  /** Seen directly: the peer said so, or the file does. */
  CERTAIN,
  /** Follows from what was seen, though something else could look the same. */
  LIKELY,
  /** Fits what was seen, as other causes do. */
  POSSIBLE;

  private final String code = name().toLowerCase(Locale.ROOT);

  static Optional<Confidence> of(String code) {
    return Arrays.stream(values()).filter(it -> it.code.equals(code)).findFirst();
  }

  public String code() {
    return code;
  }
}

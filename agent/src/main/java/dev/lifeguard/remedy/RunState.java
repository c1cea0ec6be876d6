package dev.lifeguard.remedy;

import java.util.Locale;

/** Where a run stands. Only later looks at the facts make it {@link #VERIFIED}. */
public enum RunState {
  /** Mode suggest: shown, and done only when a person runs it. */
  PROPOSED,
  /** Waits for a person's yes. */
  AWAITING_APPROVAL,
  RUNNING,
  /** All steps are done; the facts are awaited. */
  VERIFYING,
  ROLLING_BACK,
  VERIFIED,
  FAILED,
  /** Nobody can say whether it helped, or whether a step was done. */
  INCONCLUSIVE,
  REJECTED,
  EXPIRED;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isOver() {
    return switch (this) {
      case AWAITING_APPROVAL, RUNNING, VERIFYING, ROLLING_BACK -> false;
      case PROPOSED, VERIFIED, FAILED, INCONCLUSIVE, REJECTED, EXPIRED -> true;
    };
  }

  @Override
  public String toString() {
    return code();
  }
}

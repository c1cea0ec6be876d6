package dev.lifeguard.reason;

/**
 * An expected failure: the closed reason that machines act on, and the detail that people read. The
 * detail never becomes a label.
 */
public record Failure(Reason reason, String detail) {
  @Override
  public String toString() {
    return detail.isEmpty() ? reason.code() : reason.code() + ": " + detail;
  }
}

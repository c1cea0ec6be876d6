package dev.lifeguard.rule.watch;

/**
 * Learns how often a fact is usually seen. A longer interval is learnt at once, a shorter one
 * slowly and by time rather than by count, so that a burst of pushes does not make the polls
 * between them look late. A silence beyond all patience is taken for the new rhythm only when it
 * comes twice: the first may be an outage.
 */
final class Rhythm {
  private static final int FORGETTING = 10;

  private final Freshness freshness;
  private long usual;
  private long suspect;

  Rhythm(Freshness freshness) {
    this.freshness = freshness;
  }

  /** Another sight came that many nanoseconds after the last. */
  void beat(long gap) {
    if (usual > 0 && gap > patience()) {
      if (suspect > 0) usual = Math.min(suspect, gap);
      suspect = gap;
      return;
    }
    suspect = 0;
    usual = Math.max(gap, usual - gap / FORGETTING);
  }

  /** How many nanoseconds after a sight the fact is no longer known. */
  long patience() {
    if (usual == 0) return freshness.unlearnt().toNanos();
    return Math.max(freshness.least().toNanos(), freshness.intervals() * usual);
  }
}

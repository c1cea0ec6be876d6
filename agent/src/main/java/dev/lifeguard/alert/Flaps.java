package dev.lifeguard.alert;

import dev.lifeguard.rule.Verdict;

/**
 * Whether an alert goes to and fro: the share of changes among the last results, in which newer
 * changes weigh more. Above 30 % it flaps, below 25 % that is over, so that flapping itself does
 * not flap.
 *
 * @param results the last ones, newest in the lowest bit, set when bad
 * @param known how many of them are known
 */
public record Flaps(int results, int known, boolean flapping) {
  public static final Flaps NONE = new Flaps(0, 0, false);

  /** So many changes are weighed; it takes one result more to see them. */
  private static final int WEIGHED = 20;

  private static final double LIGHTEST = 0.8;
  private static final double HEAVIEST = 1.2;
  private static final double HIGH = 0.30;
  private static final double LOW = 0.25;

  /** One more result; what is not known counts as none. */
  public Flaps then(Verdict verdict) {
    return switch (verdict) {
      case BREACHED -> shifted(1);
      case CLEARED -> shifted(0);
      case LINGERING -> known == 0 ? this : shifted(results & 1);
      case UNKNOWN -> this;
    };
  }

  private Flaps shifted(int bad) {
    var kept = (1 << WEIGHED + 1) - 1;
    var next = new Flaps((results << 1 | bad) & kept, Math.min(known + 1, WEIGHED + 1), flapping);
    var score = next.score();
    return new Flaps(next.results, next.known, flapping ? score >= LOW : score > HIGH);
  }

  /** Between 0 and 1. */
  public double score() {
    var sum = 0.0;
    for (var age = 0; age < known - 1; age++)
      if ((results >> age & 1) != (results >> age + 1 & 1)) sum += weight(age);
    return sum / WEIGHED;
  }

  private static double weight(int age) {
    return HEAVIEST - (HEAVIEST - LIGHTEST) * age / (WEIGHED - 1);
  }
}

package dev.lifeguard.rule;

import dev.lifeguard.bus.Event;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.time.Moment;
import java.util.Map;

/**
 * What a rule says of one subject. A breach is told at every look, the other verdicts at every
 * change and for a while after it, so that a quiet world makes no noise.
 */
public sealed interface RuleEvent extends Event {
  Rule rule();

  Subject subject();

  Moment at();

  /** A verdict. */
  sealed interface Judged extends RuleEvent {
    Verdict verdict();

    /** The gateway's labels and the subject's own, {@code gateway} among them. */
    Map<String, String> labels();

    Evidence evidence();
  }

  record Breached(
      Rule rule, Subject subject, Map<String, String> labels, Evidence evidence, Moment at)
      implements Judged {
    @Override
    public Verdict verdict() {
      return Verdict.BREACHED;
    }
  }

  /** Not breached any more, but not cleared either. */
  record Lingering(
      Rule rule, Subject subject, Map<String, String> labels, Evidence evidence, Moment at)
      implements Judged {
    @Override
    public Verdict verdict() {
      return Verdict.LINGERING;
    }
  }

  record Cleared(
      Rule rule, Subject subject, Map<String, String> labels, Evidence evidence, Moment at)
      implements Judged {
    @Override
    public Verdict verdict() {
      return Verdict.CLEARED;
    }
  }

  record Unknown(
      Rule rule, Subject subject, Map<String, String> labels, Evidence evidence, Moment at)
      implements Judged {
    @Override
    public Verdict verdict() {
      return Verdict.UNKNOWN;
    }
  }

  /** The rule no longer judges the subject; the clause says why. */
  record Withdrawn(Rule rule, Subject subject, String because, Moment at) implements RuleEvent {}
}

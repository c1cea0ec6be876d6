package dev.lifeguard.remedy;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.Map;

/** What a step came to. Its output is for people: it is cut to a bound and masked when kept. */
public sealed interface StepOutcome {
  /**
   * It was done.
   *
   * @param notes for the steps after it: {@code switched=true}, {@code snapshot=<id>}
   */
  record Done(String output, Map<String, String> notes) implements StepOutcome {
    public Done {
      notes = Map.copyOf(notes);
    }
  }

  /** There was nothing to do; the run goes on. */
  record Skipped(String why) implements StepOutcome {}

  /** It was tried, or could not be; the run ends unless the step may be tried again. */
  record Failed(Reason reason, String detail) implements StepOutcome {}

  static StepOutcome done(String output) {
    return new Done(output, Map.of());
  }

  static StepOutcome done(String output, String note, String value) {
    return new Done(output, Map.of(note, value));
  }

  static StepOutcome failed(Failure failure) {
    return new Failed(failure.reason(), failure.detail());
  }
}

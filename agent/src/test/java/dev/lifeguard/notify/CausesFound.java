package dev.lifeguard.notify;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.diagnosis.Confidence;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.Finding;
import dev.lifeguard.diagnosis.cause.CauseText;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Causes for tests, as the diagnosis would tell them. */
final class CausesFound {
  private CausesFound() {}

  static CauseFound of(String alert, Reason reason, Instant now) {
    return of(alert, reason, Confidence.CERTAIN, now);
  }

  static CauseFound of(String alert, Reason reason, Confidence confidence, Instant now) {
    var cause = Cause.of(reason).orElseThrow();
    var finding =
        new Finding(
            cause,
            confidence,
            List.of("seen by the test"),
            List.of(),
            CauseText.of(cause).fix(Names.NONE));
    var diagnosis =
        new Diagnosis(
            "home",
            now,
            Diagnosis.Basis.KNOWN_FACTS,
            List.of(),
            List.of(),
            new Diagnosis.Answer.Found(List.of(finding), Optional.empty()),
            List.of());
    return new CauseFound(Optional.of(alert), Optional.empty(), "home", diagnosis, now);
  }
}

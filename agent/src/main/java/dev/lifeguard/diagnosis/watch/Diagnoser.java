package dev.lifeguard.diagnosis.watch;

import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.Diagnosis.Answer;
import dev.lifeguard.diagnosis.Diagnosis.Basis;
import dev.lifeguard.diagnosis.LayerCheck;
import dev.lifeguard.diagnosis.cause.Reasoning;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.walk.Further;
import dev.lifeguard.diagnosis.walk.Means;
import dev.lifeguard.diagnosis.walk.Progress;
import dev.lifeguard.diagnosis.walk.Walk;
import dev.lifeguard.diagnosis.walk.Way;
import java.time.Instant;
import java.util.List;

/** Makes a diagnosis: from a walk, or from what is known already. */
public final class Diagnoser {
  private Diagnoser() {}

  /** What was asked for. */
  public record Request(Way way, Basis basis, List<Further> further) {
    public Request {
      further = List.copyOf(further);
    }
  }

  /** Walks the way now. Blocks, within the sum of the looks' deadlines; interrupting ends it. */
  public static Diagnosis walked(Means means, Request request, Progress progress)
      throws InterruptedException {
    try (var walk = new Walk(means, request.way(), progress)) {
      walk.go();
      for (var look : request.further()) look.look(walk, request.way(), progress);
      return new Diagnosis(
          request.way().subject(),
          means.time().now(),
          request.basis(),
          walk.path(),
          walk.checks(),
          answer(walk),
          walk.commands());
    }
  }

  /** Not every layer could be judged, although none is broken: that is not the same as well. */
  private static Answer answer(Walk walk) {
    var answer = Reasoning.answer(walk.evidence());
    if (!(answer instanceof Answer.Healthy)) return answer;
    return walk.checks().stream()
        .filter(check -> check.verdict() == LayerCheck.Verdict.UNKNOWN)
        .findFirst()
        .<Answer>map(
            check ->
                new Answer.CannotTell(
                    check.layer().code() + " could not be looked at: " + check.note()))
        .orElse(answer);
  }

  /** From what is known, without a look: in milliseconds. */
  static Diagnosis known(String subject, Evidence evidence, Instant now) {
    return new Diagnosis(
        subject,
        now,
        Basis.KNOWN_FACTS,
        List.of(),
        List.of(),
        Reasoning.answer(evidence),
        List.of());
  }
}

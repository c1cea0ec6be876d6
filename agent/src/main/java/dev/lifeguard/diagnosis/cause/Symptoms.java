package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;
import static dev.lifeguard.diagnosis.Confidence.LIKELY;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Confidence;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign.Failed;
import dev.lifeguard.reason.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Failures that name their cause themselves, or at least what it looks like from here. */
final class Symptoms {
  /** What else may lie behind: the reason says what was seen, not why. */
  private static final Set<Reason> VAGUE =
      EnumSet.of(
          Reason.UNRESOLVED,
          Reason.REFUSED,
          Reason.CONNECT_TIMEOUT,
          Reason.NETWORK_UNREACHABLE,
          Reason.RESET,
          Reason.TIMEOUT,
          Reason.NO_BANNER,
          Reason.KEX_TIMEOUT,
          Reason.AUTH_TIMEOUT,
          Reason.KEY_REJECTED,
          Reason.AUTH_METHOD,
          Reason.DESTINATION_REFUSED,
          Reason.DESTINATION_UNREACHABLE,
          Reason.KEEPALIVE_LOST,
          Reason.CLOSED_BY_SERVER,
          Reason.STALLED,
          Reason.NOT_A_GATEWAY,
          Reason.GATEWAY_STOPPED,
          Reason.HTTP_STATUS,
          Reason.UPGRADE_REFUSED,
          Reason.TLS_HANDSHAKE,
          Reason.UNAVAILABLE,
          Reason.SILENT);

  private Symptoms() {}

  static List<Suspicion> of(Evidence evidence) {
    return evidence.all(Failed.class).flatMap(failed -> of(evidence, failed).stream()).toList();
  }

  private static List<Suspicion> of(Evidence evidence, Failed failed) {
    var failure = failed.failure();
    return Cause.of(failure.reason())
        .map(cause -> Suspicion.of(cause, sure(failure.reason()), evidence.names(), clause(failed)))
        .stream()
        .toList();
  }

  private static String clause(Failed failed) {
    var failure = failed.failure();
    var detail = failure.detail().isBlank() ? failure.reason().meaning() : failure.detail();
    return failed.layer().code() + ": " + detail;
  }

  private static Confidence sure(Reason reason) {
    return VAGUE.contains(reason) ? LIKELY : CERTAIN;
  }
}

package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;
import static dev.lifeguard.diagnosis.Confidence.LIKELY;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.GatewayProcess;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Causes in the gateway itself: what it says of itself, and what its host says of it. */
final class GatewayCauses {
  private static final Pattern CONFIG =
      Pattern.compile(
          "Invalid config at|Gateway start blocked|config reload skipped|Unrecognized"
              + " key|exit.*\\b78\\b|Refusing to bind gateway|parse failed");
  private static final Pattern PORT_IN_USE =
      Pattern.compile("EADDRINUSE|already in use|already listening");

  private final Evidence evidence;

  private GatewayCauses(Evidence evidence) {
    this.evidence = evidence;
  }

  static List<Suspicion> of(Evidence evidence) {
    var causes = new GatewayCauses(evidence);
    var found = new ArrayList<Suspicion>();
    evidence.all(Sign.GatewaySaid.class).forEach(said -> causes.said(said).ifPresent(found::add));
    evidence.all(Sign.ConfigRefused.class).flatMap(causes::refused).forEach(found::add);
    evidence.first(GatewayProcess.class).flatMap(causes::process).ifPresent(found::add);
    evidence.first(Sign.PairingAsked.class).map(causes::pairing).ifPresent(found::add);
    causes.drift().ifPresent(found::add);
    return found;
  }

  /** Its last words count while it does not run well; one that answers has got over them. */
  private Optional<Suspicion> said(Sign.GatewaySaid said) {
    if (evidence.brokenAt().isEmpty()) return Optional.empty();
    var clause = "the gateway says: " + said.line();
    if (CONFIG.matcher(said.line()).find())
      return Optional.of(
          Suspicion.of(Cause.CONFIG_REJECTED, LIKELY, evidence.names(), clause)
              .explaining(
                  Cause.GATEWAY_STOPPED, Cause.DESTINATION_REFUSED, Cause.REFUSED, Cause.RESET));
    if (PORT_IN_USE.matcher(said.line()).find())
      return Optional.of(
          Suspicion.of(Cause.REMOTE_PORT_SQUATTED, LIKELY, evidence.names(), clause)
              .naming("process", "another process")
              .explaining(Cause.GATEWAY_STOPPED, Cause.NOT_A_GATEWAY));
    return Optional.empty();
  }

  /** One that runs has got over it, until it is restarted. */
  private Stream<Suspicion> refused(Sign.ConfigRefused refused) {
    if (evidence.brokenAt().isEmpty()) return Stream.empty();
    return Stream.of(
        Suspicion.of(Cause.CONFIG_REJECTED, CERTAIN, evidence.names(), refused.detail())
            .explaining(
                Cause.GATEWAY_STOPPED, Cause.DESTINATION_REFUSED, Cause.REFUSED, Cause.RESET));
  }

  private Optional<Suspicion> process(GatewayProcess process) {
    var refused =
        evidence
            .failure(Reason.DESTINATION_REFUSED, Reason.REFUSED, Reason.GATEWAY_STOPPED)
            .isPresent();
    if (!process.runs() && refused)
      return Optional.of(
          Suspicion.of(Cause.GATEWAY_STOPPED, CERTAIN, evidence.names(), process.detail())
              .explaining(Cause.DESTINATION_REFUSED, Cause.REFUSED));
    var mute = evidence.failure(Reason.GATEWAY_HUNG, Reason.STALLED, Reason.TIMEOUT).isPresent();
    if (process.runs() && mute)
      return Optional.of(
          Suspicion.of(Cause.GATEWAY_HUNG, CERTAIN, evidence.names(), process.detail())
              .explaining(Cause.STALLED, Cause.TIMEOUT));
    return Optional.empty();
  }

  private Suspicion pairing(Sign.PairingAsked asked) {
    return Suspicion.of(
            Cause.PAIRING_REQUIRED,
            CERTAIN,
            evidence.names(),
            "the gateway waits for the approval of this device")
        .naming("approve", asked.command());
  }

  private Optional<Suspicion> drift() {
    return evidence
        .amount(Fact.CONFIG_DRIFT)
        .filter(flag -> flag == 1.0)
        .map(
            _ ->
                Suspicion.of(
                    Cause.CONFIG_DRIFT,
                    CERTAIN,
                    evidence.names(),
                    "the gateway's saved configuration is invalid, or not the active one"));
  }
}

package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;
import static dev.lifeguard.diagnosis.Confidence.LIKELY;
import static dev.lifeguard.diagnosis.Confidence.POSSIBLE;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.AnsweredBefore;
import dev.lifeguard.diagnosis.evidence.Sign.FarListeners;
import dev.lifeguard.diagnosis.evidence.Sign.Listener;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Causes where the forward ends: who listens there, who does not, and who should not. */
final class ForwardCauses {
  private static final int SHOWN = 6;

  private final Evidence evidence;
  private final String wanted;
  private final Optional<AnsweredBefore> before;

  private ForwardCauses(Evidence evidence) {
    this.evidence = evidence;
    this.wanted = evidence.names().values().getOrDefault("remote-port", "");
    this.before = evidence.first(AnsweredBefore.class);
  }

  static List<Suspicion> of(Evidence evidence) {
    var causes = new ForwardCauses(evidence);
    var found = new ArrayList<Suspicion>();
    evidence
        .failure(Reason.DESTINATION_REFUSED)
        .ifPresent(failure -> causes.nobodyThere(failure).forEach(found::add));
    evidence
        .failure(Reason.NOT_A_GATEWAY, Reason.RESET, Reason.STALLED, Reason.GATEWAY_HUNG)
        .filter(_ -> evidence.failedAt(PathLayer.FORWARD))
        .ifPresent(failure -> causes.somebodyElse(failure).forEach(found::add));
    causes.direct().forEach(found::add);
    return found;
  }

  /** Nobody listens where the forward leads: elsewhere, or nowhere. */
  private Stream<Suspicion> nobodyThere(Failure failure) {
    var listeners = evidence.first(FarListeners.class);
    var others = listeners.map(FarListeners::gatewaysAt).orElse(List.of());
    return Stream.concat(
        others.stream().map(port -> elsewhere(port, others.size()).and(failure.reason().meaning())),
        stopped(failure, listeners).stream());
  }

  /** One gateway that answers elsewhere may be the one that is meant; the host may have several. */
  private Optional<Suspicion> stopped(Failure failure, Optional<FarListeners> listeners) {
    var others = listeners.map(FarListeners::gatewaysAt).orElse(List.of());
    if (before.isEmpty() && others.size() == 1) return Optional.empty();
    var stopped =
        Suspicion.of(
            Cause.GATEWAY_STOPPED,
            before.isPresent() || listeners.isPresent() ? LIKELY : POSSIBLE,
            evidence.names(),
            failure.detail().isBlank() ? failure.reason().meaning() : failure.detail());
    if (before.isPresent())
      stopped = stopped.and("the gateway did answer on this way: " + before.get().when());
    if (listeners.isPresent() && others.isEmpty())
      stopped = stopped.and("over there listen: " + listed(listeners.get()) + ", none a gateway");
    return Optional.of(
        listeners.isPresent() || before.isPresent()
            ? stopped.explaining(Cause.DESTINATION_REFUSED)
            : stopped);
  }

  private Suspicion elsewhere(int port, int many) {
    var meant = before.isEmpty() && many == 1;
    var suspicion =
        Suspicion.of(
                Cause.REMOTE_PORT_WRONG,
                meant ? LIKELY : POSSIBLE,
                evidence.names(),
                "the forward leads to port %s, and a gateway answers on port %d over there"
                    .formatted(wanted, port))
            .naming("found-port", Integer.toString(port))
            .explaining(Cause.DESTINATION_REFUSED, Cause.NOT_A_GATEWAY, Cause.RESET, Cause.STALLED);
    return meant ? suspicion : suspicion.but("it may well be another gateway of that host");
  }

  /** Something answers where the forward leads, and it is no gateway. */
  private Stream<Suspicion> somebodyElse(Failure failure) {
    var listeners = evidence.first(FarListeners.class);
    var others = listeners.map(FarListeners::gatewaysAt).orElse(List.of());
    if (before.isEmpty() && others.size() == 1)
      return Stream.of(elsewhere(others.getFirst(), 1).and(failure.reason().meaning()));
    var holder =
        listeners.stream()
            .flatMap(it -> it.listeners().stream())
            .filter(listener -> Integer.toString(listener.port()).equals(wanted))
            .findFirst();
    if (failure.reason() != Reason.NOT_A_GATEWAY || holder.isEmpty()) return Stream.empty();
    var who = holder.flatMap(Listener::process).orElse("a process that the system does not name");
    return Stream.of(
        Suspicion.of(
                Cause.REMOTE_PORT_SQUATTED,
                CERTAIN,
                evidence.names(),
                "port " + wanted + " over there is held by " + who)
            .and(failure.detail())
            .naming("process", who)
            .explaining(Cause.NOT_A_GATEWAY));
  }

  /** Without SSH in between, a refused port is the gateway's own. */
  private Stream<Suspicion> direct() {
    if (evidence.names().values().containsKey("destination")) return Stream.empty();
    Optional<Failure> refused = evidence.failure(Reason.REFUSED);
    return refused.stream()
        .map(
            failure ->
                Suspicion.of(Cause.GATEWAY_STOPPED, LIKELY, evidence.names(), failure.detail())
                    .explaining(Cause.REFUSED));
  }

  private static String listed(FarListeners found) {
    var text =
        found.listeners().stream()
            .limit(SHOWN)
            .map(it -> it.address() + ":" + it.port() + it.process().map(" "::concat).orElse(""))
            .collect(Collectors.joining(", "));
    return found.listeners().size() > SHOWN ? text + ", ..." : text.isEmpty() ? "nobody" : text;
  }

  /** What keeps "nobody listens there" from being explained. */
  static Optional<String> reservation(Evidence evidence, Cause first) {
    if (first != Cause.DESTINATION_REFUSED || evidence.first(FarListeners.class).isPresent())
      return Optional.empty();
    var commands = evidence.first(Sign.GatewayProcess.class);
    return commands.isPresent()
        ? Optional.empty()
        : Optional.of(
            "cannot tell a stopped gateway from one on another port: who listens over there could"
                + " not be looked up");
  }
}

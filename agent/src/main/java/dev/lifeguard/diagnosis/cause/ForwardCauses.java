package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;
import static dev.lifeguard.diagnosis.Confidence.LIKELY;
import static dev.lifeguard.diagnosis.Confidence.POSSIBLE;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.AnsweredBefore;
import dev.lifeguard.diagnosis.evidence.Sign.FarListeners;
import dev.lifeguard.diagnosis.evidence.Sign.Listener;
import dev.lifeguard.diagnosis.evidence.Sign.Neighbours;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    var others = others();
    return Stream.concat(
        elsewhere(others).map(it -> it.and(failure.reason().meaning())).stream(),
        stopped(failure, others).stream());
  }

  /**
   * The ports on which gateways answer, the likeliest first: one that the configuration does not
   * know as another gateway's, and of these one that is nearly what is written.
   */
  private List<Integer> others() {
    var found = evidence.first(FarListeners.class).map(FarListeners::gatewaysAt).orElse(List.of());
    var near = Nearest.to(wanted, found.stream().map(String::valueOf).toList());
    return found.stream()
        .sorted(
            Comparator.comparing((Integer port) -> neighbours().containsKey(port))
                .thenComparing(port -> !near.equals(Optional.of(port.toString()))))
        .toList();
  }

  private Map<Integer, String> neighbours() {
    return evidence.first(Neighbours.class).map(Neighbours::gateways).orElse(Map.of());
  }

  /** One gateway that answers elsewhere may be the one that is meant. */
  private Optional<Suspicion> stopped(Failure failure, List<Integer> others) {
    var listeners = evidence.first(FarListeners.class);
    if (before.isEmpty() && others.size() == 1 && !neighbours().containsKey(others.getFirst()))
      return Optional.empty();
    var known = before.isPresent() || listeners.isPresent() && others.isEmpty();
    var stopped =
        Suspicion.of(
            Cause.GATEWAY_STOPPED,
            known ? LIKELY : POSSIBLE,
            evidence.names(),
            failure.detail().isBlank() ? failure.reason().meaning() : failure.detail());
    if (before.isPresent())
      stopped = stopped.and("the gateway did answer on this way: " + before.get().when());
    if (listeners.isPresent() && others.isEmpty())
      stopped = stopped.and("over there listen: " + listed(listeners.get()) + ", none a gateway");
    return Optional.of(known ? stopped.explaining(Cause.DESTINATION_REFUSED) : stopped);
  }

  /** A gateway that never answered on this way, and gateways that nobody else claims. */
  private Optional<Suspicion> elsewhere(List<Integer> others) {
    if (others.isEmpty()) return Optional.empty();
    var suspicion =
        Suspicion.of(
                Cause.REMOTE_PORT_WRONG,
                before.isEmpty() ? LIKELY : POSSIBLE,
                evidence.names(),
                "the forward leads to port %s, and %s"
                    .formatted(wanted, answers(others.getFirst())))
            .naming("found-port", others.getFirst().toString())
            .explaining(Cause.DESTINATION_REFUSED, Cause.NOT_A_GATEWAY, Cause.RESET, Cause.STALLED);
    for (var other : others.subList(1, others.size())) suspicion = suspicion.and(answers(other));
    return Optional.of(doubted(suspicion, others));
  }

  private static String answers(int port) {
    return "a gateway answers on port " + port + " over there";
  }

  private Suspicion doubted(Suspicion elsewhere, List<Integer> others) {
    if (before.isPresent()) return elsewhere.but("it may well be another gateway of that host");
    var named = neighbours().get(others.getFirst());
    if (named != null) return elsewhere.but("by the configuration that is the gateway " + named);
    return others.size() == 1 ? elsewhere : elsewhere.but("which of them is meant is not known");
  }

  /** Something answers where the forward leads, and it is no gateway. */
  private Stream<Suspicion> somebodyElse(Failure failure) {
    var others = others();
    var elsewhere =
        elsewhere(before.isEmpty() ? others : List.of())
            .map(it -> it.and(failure.reason().meaning()));
    if (others.size() == 1 && elsewhere.isPresent()) return elsewhere.stream();
    return Stream.concat(squatter(failure).stream(), elsewhere.stream());
  }

  private Optional<Suspicion> squatter(Failure failure) {
    var holder =
        evidence.first(FarListeners.class).stream()
            .flatMap(it -> it.listeners().stream())
            .filter(listener -> Integer.toString(listener.port()).equals(wanted))
            .findFirst();
    if (failure.reason() != Reason.NOT_A_GATEWAY || holder.isEmpty()) return Optional.empty();
    var who = holder.flatMap(Listener::process).orElse("a process that the system does not name");
    return Optional.of(
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

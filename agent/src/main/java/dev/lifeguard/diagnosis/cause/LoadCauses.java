package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.LIKELY;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Slow: because of the path, or because the gateway has too much to do. */
final class LoadCauses {
  /** From here on a gateway is slow for people. */
  private static final double SLOW_SECONDS = 1;

  private static final double BUSY_LOOP_SECONDS = 0.2;
  private static final double CROWDED = 1.5;
  private static final double MEMORY_LEFT = 0.05;
  private static final double SLOW_PATH_SECONDS = 0.15;

  private final Evidence evidence;
  private final double latency;
  private final double path;
  private final double loop;

  private LoadCauses(Evidence evidence) {
    this.evidence = evidence;
    this.latency =
        Stream.of(Fact.GATEWAY_LATENCY, Fact.P99_LATENCY)
            .flatMap(fact -> evidence.amount(fact).stream())
            .max(Double::compare)
            .orElse(0.0);
    this.path = path(evidence);
    this.loop = evidence.amount(Fact.EVENT_LOOP_DELAY).orElse(0.0);
  }

  /** The longest way that was measured: a first hop may be near and the server far. */
  private static double path(Evidence evidence) {
    var connect = evidence.amount(Fact.TCP_LATENCY).filter(seconds -> !seconds.isInfinite());
    var trip = evidence.first(Sign.RoundTrip.class).map(it -> it.took().toNanos() / 1e9);
    return Stream.of(connect, trip).flatMap(Optional::stream).max(Double::compare).orElse(0.0);
  }

  static List<Suspicion> of(Evidence evidence) {
    var causes = new LoadCauses(evidence);
    var found = new ArrayList<Suspicion>();
    causes.slowPath().ifPresent(found::add);
    if (!causes.isSlow()) return found;
    causes.eventLoop().ifPresent(found::add);
    evidence.first(Sign.HostLoad.class).ifPresent(load -> causes.host(load).forEach(found::add));
    return found;
  }

  private boolean isSlow() {
    return isFoundSlow() || evidence.word(Fact.GATEWAY_STATE).filter("busy"::equals).isPresent();
  }

  /** Whoever wrote the alert knows better than we what is slow for them. */
  private boolean isFoundSlow() {
    return latency >= SLOW_SECONDS || evidence.first(Sign.FoundSlow.class).isPresent();
  }

  private Optional<Suspicion> slowPath() {
    var slow = evidence.first(Sign.Slow.class).map(LoadCauses::clause);
    var share = path * 3 >= latency && path >= SLOW_PATH_SECONDS;
    if (slow.isEmpty() && !(isSlow() && share)) return Optional.empty();
    var clause = slow.orElse("a round trip on the path takes " + Lengths.seconds(path));
    var suspicion = Suspicion.of(Cause.SLOW_PATH, LIKELY, evidence.names(), clause);
    if (latency > 0) suspicion = suspicion.and("a call takes " + Lengths.seconds(latency));
    return Optional.of(
        loop >= BUSY_LOOP_SECONDS
            ? suspicion.but("the gateway's event loop is late by " + Lengths.seconds(loop))
            : suspicion);
  }

  private static String clause(Sign.Slow slow) {
    return slow.what()
        + " takes "
        + Lengths.text(slow.took())
        + (slow.threshold().isEmpty() ? "" : ", asked is " + slow.threshold());
  }

  private Optional<Suspicion> eventLoop() {
    if (loop < BUSY_LOOP_SECONDS) return Optional.empty();
    var suspicion =
        Suspicion.of(
                Cause.OVERLOAD_EVENT_LOOP,
                LIKELY,
                evidence.names(),
                "the gateway's event loop is late by " + Lengths.seconds(loop))
            .explaining(Cause.GATEWAY_HUNG, Cause.TIMEOUT);
    return Optional.of(
        path > 0 ? suspicion.and("the path takes " + Lengths.seconds(path) + " only") : suspicion);
  }

  private Stream<Suspicion> host(Sign.HostLoad load) {
    var found = new ArrayList<Suspicion>();
    if (load.perCore() >= CROWDED)
      found.add(
          Suspicion.of(
                  Cause.OVERLOAD_CPU,
                  LIKELY,
                  evidence.names(),
                  "%.1f processes wait for each core of the gateway's host"
                      .formatted(load.perCore()))
              .explaining(Cause.OVERLOAD_EVENT_LOOP));
    if (load.memoryFree() <= MEMORY_LEFT)
      found.add(
          Suspicion.of(
                  Cause.OVERLOAD_MEMORY,
                  LIKELY,
                  evidence.names(),
                  "%.0f %% of the memory of the gateway's host is left"
                      .formatted(load.memoryFree() * 100))
              .explaining(Cause.OVERLOAD_CPU, Cause.OVERLOAD_EVENT_LOOP));
    return found.stream();
  }

  /** Slow, and nothing that was seen explains it. */
  static Optional<String> unexplained(Evidence evidence) {
    var causes = new LoadCauses(evidence);
    if (!causes.isFoundSlow() || causes.latency <= 0 || Double.isInfinite(causes.latency))
      return Optional.empty();
    return Optional.of(
        "a call takes %s, and neither the path (%s) nor the gateway's event loop (%s) explains it;"
                .formatted(Lengths.seconds(causes.latency), known(causes.path), known(causes.loop))
            + " --deep looks at the load of its host");
  }

  private static String known(double seconds) {
    return seconds > 0 ? Lengths.seconds(seconds) : "not known";
  }
}

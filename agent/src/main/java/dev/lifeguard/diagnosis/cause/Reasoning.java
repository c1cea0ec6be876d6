package dev.lifeguard.diagnosis.cause;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Confidence;
import dev.lifeguard.diagnosis.Diagnosis.Answer;
import dev.lifeguard.diagnosis.Finding;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign.Failed;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * From what was seen to what is wrong: every cause that fits is suspected, symptoms rank behind
 * what explains them, and what lies behind the broken place is left aside. Pure.
 */
public final class Reasoning {
  /** Adding a kind of cause is adding its line here. */
  private static final List<Function<Evidence, List<Suspicion>>> KINDS =
      List.of(
          Symptoms::of,
          MachineCauses::of,
          FileCauses::of,
          ServiceCauses::of,
          ForwardCauses::of,
          TimeCauses::of,
          LoadCauses::of,
          GatewayCauses::of,
          PartCauses::of,
          TailnetCauses::of);

  private static final int MOST = 8;

  /** True of a path that carries: worth knowing, and nothing that is broken by it. */
  private static final Set<Cause> HARMLESS_ALONE =
      EnumSet.of(
          Cause.DUPLICATE_HOST_ALIAS,
          Cause.SETTING_SHADOWED,
          Cause.HOST_ALIAS_DRIFT,
          Cause.CONFIG_DRIFT,
          Cause.TAILNET_STOPPED,
          Cause.TAILNET_KEY_EXPIRED,
          Cause.TAILNET_PEER_OFFLINE,
          Cause.TAILNET_SERVE_GONE,
          Cause.TAILNET_FUNNEL_OPEN);

  private Reasoning() {}

  /** What the evidence comes to. */
  public static Answer answer(Evidence evidence) {
    var suspicions = joined(evidence);
    var broken = evidence.brokenAt();
    var serious =
        suspicions.values().stream()
            .filter(it -> broken.isPresent() || !HARMLESS_ALONE.contains(it.cause()))
            .filter(it -> broken.map(layer -> !isBehind(it, layer)).orElse(true))
            .toList();
    if (serious.isEmpty()) return unexplained(evidence, notices(suspicions.values()));
    var ranked = ranked(serious);
    var first = ranked.getFirst().cause();
    return new Answer.Found(
        ranked.stream().limit(MOST).map(Suspicion::finding).toList(),
        ServiceCauses.reservation(evidence, first)
            .or(() -> ForwardCauses.reservation(evidence, first)));
  }

  private static Answer unexplained(Evidence evidence, List<Finding> notices) {
    var failed = evidence.first(Failed.class);
    if (failed.isPresent())
      return new Answer.CannotTell(
          "%s failed with %s, and nothing that was seen says why"
              .formatted(failed.get().layer().code(), failed.get().failure()));
    return LoadCauses.unexplained(evidence)
        .<Answer>map(Answer.CannotTell::new)
        .orElseGet(() -> new Answer.Healthy(notices));
  }

  /** The same cause for several reasons is one. */
  private static Map<Cause, Suspicion> joined(Evidence evidence) {
    var joined = new EnumMap<Cause, Suspicion>(Cause.class);
    KINDS.stream()
        .flatMap(kind -> kind.apply(evidence).stream())
        .forEach(it -> joined.merge(it.cause(), it, Suspicion::joined));
    return joined;
  }

  private static boolean isBehind(Suspicion suspicion, PathLayer broken) {
    return switch (suspicion.cause().layer()) {
      case CHANNELS, PROVIDERS -> broken != suspicion.cause().layer();
      case MACHINE, FILES, NETWORK, SSH_AUTH, FORWARD, TUNNEL, GATEWAY -> false;
    };
  }

  private static List<Suspicion> ranked(List<Suspicion> suspicions) {
    return suspicions.stream()
        .sorted(
            Comparator.comparing((Suspicion it) -> isExplained(it, suspicions))
                .thenComparing(Suspicion::confidence)
                .thenComparing(it -> it.cause().layer()))
        .toList();
  }

  /** Something at least possible explains it; what is merely possible itself explains little. */
  private static boolean isExplained(Suspicion symptom, List<Suspicion> suspicions) {
    return suspicions.stream()
        .filter(it -> it != symptom && it.explains().contains(symptom.cause()))
        .anyMatch(it -> it.confidence() != Confidence.POSSIBLE);
  }

  private static List<Finding> notices(Collection<Suspicion> suspicions) {
    return ranked(List.copyOf(suspicions)).stream().map(Suspicion::finding).toList();
  }

  /** Whether the second diagnosis says something else than the first, or says it more surely. */
  public static boolean changes(Answer first, Answer second) {
    return !essence(first).equals(essence(second));
  }

  private static List<Object> essence(Answer answer) {
    return switch (answer) {
      case Answer.Healthy _ -> List.of();
      case Answer.CannotTell(var because) -> List.of(because);
      case Answer.Found(var findings, var reservation) ->
          Stream.concat(
                  findings.stream()
                      .limit(1)
                      .<Object>map(it -> List.of(it.cause(), it.confidence())),
                  Stream.of(Optional.of(reservation.isPresent())))
              .toList();
    };
  }
}

package dev.lifeguard.remedy.run;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertState;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.HookResult;
import dev.lifeguard.remedy.Situation.Need;
import dev.lifeguard.remedy.Situation.Standing;
import dev.lifeguard.remedy.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What asks for help at present: our own alerts and those that Alertmanager told of, with the cause
 * that a diagnosis found. For one thread.
 */
final class Alarms {
  /** A cause that could not be told at once may come with the second look; later it will not. */
  private static final Duration SECOND_LOOK = Duration.ofSeconds(30);

  /** What was found of a gateway some time ago says nothing of an alert of now. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  private static final String UNKNOWN = "unknown";

  /** More alerts of Alertmanager than this do not fire at once in a fleet that one agent keeps. */
  static final int MOST_HOOKED = 10_000;

  /** The fleet is not counted anew for every wish while nothing changes but the time. */
  private static final Duration COUNTED = Duration.ofSeconds(1);

  private final Map<String, Alert> alerts = new HashMap<>();
  private final Map<String, Hooked> hooked = new HashMap<>();
  private final List<Past> past = new ArrayList<>();
  private final Map<String, CauseFound> byAlert = new HashMap<>();
  private final Map<String, CauseFound> byGateway = new HashMap<>();
  private final Map<List<Trigger>, Counted> inNeed = new HashMap<>();

  /** Who was in need then. */
  private record Counted(Set<String> gateways, Instant at) {}

  /** What Alertmanager says is firing. */
  record Hooked(Call.ByWebhook call, Subject subject, Instant at) {}

  /** What fired a moment ago. */
  private record Past(String gateway, String name, Optional<String> cause, Instant at) {}

  void put(Alert alert, Instant now) {
    inNeed.clear();
    var before = alerts.put(alert.id(), alert);
    if (before != null && fires(before) && !fires(alert)) past.add(past(before, now));
    past.removeIf(one -> one.at().isBefore(now.minus(Need.WINDOW)));
    if (!(alert.state() instanceof AlertState.Ok)) return;
    alerts.remove(alert.id());
    byAlert.remove(alert.id());
  }

  private static boolean fires(Alert alert) {
    return alert.state() instanceof AlertState.Firing;
  }

  private Past past(Alert alert, Instant now) {
    return new Past(alert.subject().gateway(), alert.name(), code(alert), now);
  }

  private Optional<String> code(Alert alert) {
    return Optional.ofNullable(byAlert.get(alert.id())).map(found -> found.diagnosis().causeCode());
  }

  HookResult put(Hooked one) {
    var before = hooked.get(one.call().fingerprint());
    if (before == null && hooked.size() >= MOST_HOOKED) return HookResult.TOO_MANY;
    hooked.put(one.call().fingerprint(), one);
    inNeed.clear();
    return before != null && before.call().startsAt().equals(one.call().startsAt())
        ? HookResult.DUPLICATE
        : HookResult.ACCEPTED;
  }

  void over(String fingerprint) {
    hooked.remove(fingerprint);
    inNeed.clear();
  }

  /** Alertmanager repeats what still fires; what it no longer repeats is over. */
  void prune(Instant now, Duration repeats) {
    if (hooked.values().removeIf(one -> one.at().isBefore(now.minus(repeats)))) inNeed.clear();
  }

  void put(CauseFound found) {
    byGateway.put(found.gateway(), found);
    inNeed.clear();
    found.alert().filter(alerts::containsKey).ifPresent(id -> byAlert.put(id, found));
  }

  /** The alert, if it fires in that episode. */
  Optional<Alert> firing(String id) {
    return Optional.ofNullable(alerts.get(id)).filter(Alarms::fires);
  }

  /** All of ours that fire. */
  List<Alert> firing() {
    return alerts.values().stream().filter(Alarms::fires).toList();
  }

  /** All that Alertmanager told of. */
  List<Hooked> hooked() {
    return List.copyOf(hooked.values());
  }

  Standing standing(Call call) {
    var fires =
        switch (call) {
          case Call.ByAlert(var id, _, var firedAt, _) ->
              firing(id).flatMap(Alert::firedAt).filter(firedAt::equals).isPresent();
          case Call.ByWebhook(var fingerprint, _, var startsAt) ->
              hooked.containsKey(fingerprint)
                  && hooked.get(fingerprint).call().startsAt().equals(startsAt);
          case Call.ByPerson _ -> true;
        };
    return fires ? Standing.FIRING : Standing.OVER;
  }

  /** Whether the alert was resolved: then nobody waits for a remedy any more. */
  boolean isGone(Call call) {
    return switch (call) {
      case Call.ByAlert(var id, _, var firedAt, _) ->
          Optional.ofNullable(alerts.get(id))
              .flatMap(Alert::firedAt)
              .filter(firedAt::equals)
              .isEmpty();
      case Call.ByWebhook _ -> standing(call) == Standing.OVER;
      case Call.ByPerson _ -> false;
    };
  }

  boolean stands(Call call) {
    return !isGone(call);
  }

  /** When the trouble began: before the alert fired it was pending. */
  Optional<Instant> arose(Call call) {
    return switch (call) {
      case Call.ByAlert(var id, _, _, _) ->
          Optional.ofNullable(alerts.get(id)).flatMap(alert -> alert.episode().startedAt());
      case Call.ByWebhook(_, _, var startsAt) -> Optional.of(startsAt);
      case Call.ByPerson _ -> Optional.empty();
    };
  }

  /** The code of the cause; empty while it may still be found. */
  Optional<String> cause(Call call, String gateway, Instant now) {
    var found =
        switch (call) {
          case Call.ByAlert(var id, _, _, _) -> Optional.ofNullable(byAlert.get(id));
          case Call.ByWebhook _, Call.ByPerson _ ->
              Optional.ofNullable(byGateway.get(gateway))
                  .filter(one -> one.at().isAfter(now.minus(FRESH)));
        };
    return found.flatMap(one -> settled(one, now));
  }

  private static Optional<String> settled(CauseFound found, Instant now) {
    if (found.diagnosis().cause().isPresent()) return Optional.of(found.diagnosis().causeCode());
    var looked = found.diagnosis().basis() != Diagnosis.Basis.KNOWN_FACTS;
    return looked || !now.isBefore(found.at().plus(SECOND_LOOK))
        ? Optional.of(UNKNOWN)
        : Optional.empty();
  }

  /** Why people are not to be told of it now: then nothing is done either. */
  List<String> suppressions(Call call) {
    return call instanceof Call.ByAlert(var id, _, _, _)
        ? Optional.ofNullable(alerts.get(id)).stream()
            .flatMap(alert -> alert.handling().suppressions().stream())
            .filter(one -> one.kind() != dev.lifeguard.alert.Suppression.Kind.OUTRANKED)
            .map(Object::toString)
            .toList()
        : List.of();
  }

  /** Which of these alerts fire on the gateway. */
  List<String> firing(String gateway, List<String> names) {
    if (names.isEmpty()) return List.of();
    return firing().stream()
        .filter(alert -> alert.subject().gateway().equals(gateway))
        .map(Alert::name)
        .filter(names::contains)
        .distinct()
        .sorted()
        .toList();
  }

  /** The gateways for which one of these is pending or fires, or fired a moment ago. */
  Set<String> inNeed(List<Trigger> triggers, Instant now) {
    var known = inNeed.get(triggers);
    if (known != null && known.at().plus(COUNTED).isAfter(now)) return known.gateways();
    var counted = new Counted(Set.copyOf(count(triggers, now)), now);
    inNeed.put(triggers, counted);
    return counted.gateways();
  }

  private Set<String> count(List<Trigger> triggers, Instant now) {
    var gateways = new HashSet<String>();
    var since = now.minus(Need.WINDOW);
    for (var one : past)
      if (one.at().isAfter(since)
          && triggers.stream().anyMatch(trigger -> calls(trigger, one.name(), one.cause())))
        gateways.add(one.gateway());
    for (var alert : alerts.values())
      if (isInNeed(alert) && calls(triggers, alert)) gateways.add(alert.subject().gateway());
    for (var one : hooked.values())
      if (triggers.stream().anyMatch(trigger -> trigger.isFor(one.call())))
        gateways.add(one.subject().gateway());
    return gateways;
  }

  private static boolean isInNeed(Alert alert) {
    return switch (alert.state()) {
      case AlertState.Pending _, AlertState.Firing _ -> true;
      case AlertState.Ok _, AlertState.Recovering _, AlertState.Unknown _ -> false;
    };
  }

  private static boolean calls(Trigger trigger, String alert, Optional<String> cause) {
    return switch (trigger) {
      case Trigger.Alert(var name) -> name.equals(alert);
      case Trigger.Cause(var code) -> cause.filter(code::equals).isPresent();
      case Trigger.Webhook _, Trigger.Manual _ -> false;
    };
  }

  /** Whether this firing alert calls for a remedy with these triggers. */
  boolean calls(List<Trigger> triggers, Alert alert) {
    var cause = code(alert);
    return triggers.stream().anyMatch(trigger -> calls(trigger, alert.name(), cause));
  }

  static Call call(Alert alert) {
    return new Call.ByAlert(
        alert.id(),
        alert.name(),
        alert.firedAt().orElse(Instant.EPOCH),
        alert.episode().incident());
  }
}

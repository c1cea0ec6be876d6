package dev.lifeguard.alert;

import dev.lifeguard.alert.FollowUp.Decision;
import dev.lifeguard.alert.FollowUp.Progress;
import dev.lifeguard.time.Moment;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people and the calendar make of alerts that fire: silence, work under way, somebody who took
 * it, reminders, escalation. None of it touches how an alert stands, nor that its end is told.
 */
final class Attendance {
  private final Time time;
  private final Dossiers dossiers;
  private final Teller teller;
  private Hush hush = Hush.NONE;
  private Quiet quiet = Quiet.NONE;
  private FollowUp followUp = FollowUp.NONE;

  Attendance(Time time, Dossiers dossiers, Teller teller) {
    this.time = time;
    this.dossiers = dossiers;
    this.teller = teller;
  }

  Hush hush() {
    return hush;
  }

  void use(Hush asked) {
    hush = asked;
    tick();
  }

  void use(FollowUp configured) {
    followUp = configured;
  }

  /** Looks after everything that fires. */
  void tick() {
    var now = time.moment();
    quiet = hush.at(now.wall());
    for (var dossier : dossiers.all()) {
      if (dossier.state().firedAt().isEmpty()) continue;
      suppress(dossier);
      expire(dossier, now);
      follow(dossier, now);
    }
  }

  /** Something about to fire must know before it is told that nobody is to hear of it. */
  void prepare(Dossier dossier) {
    dossier.suppressed(suppressions(dossier));
  }

  /** Why nobody is to hear of it now. */
  List<Suppression> suppressions(Dossier dossier) {
    var found = new ArrayList<>(quiet.of(dossier.alert().identity().labels()));
    outranking(dossier).map(Attendance::outranked).ifPresent(found::add);
    return found;
  }

  private Optional<Dossier> outranking(Dossier dossier) {
    return dossiers.of(dossier.subject().gateway()).stream()
        .filter(other -> isSameSignal(other, dossier))
        .filter(other -> other.rule().severity().outranks(dossier.rule().severity()))
        .filter(other -> other.state().firedAt().isPresent())
        .findFirst();
  }

  private static boolean isSameSignal(Dossier one, Dossier other) {
    return one.rule().name().equals(other.rule().name()) && one.subject().equals(other.subject());
  }

  private static Suppression outranked(Dossier by) {
    return new Suppression(
        Suppression.Kind.OUTRANKED,
        by.id(),
        "the same signal fires with severity " + by.rule().severity(),
        Optional.empty());
  }

  private void suppress(Dossier dossier) {
    var before = dossier.handling().suppressions();
    var after = suppressions(dossier);
    dossier.suppressed(after);
    if (before.isEmpty() && !after.isEmpty())
      teller.tell(dossier, AlertEvent.AlertSuppressed::new, after.getFirst().toString());
    if (!before.isEmpty() && after.isEmpty())
      teller.tell(
          dossier,
          AlertEvent.AlertUnsuppressed::new,
          "no longer " + before.getFirst().kind().code());
  }

  /** Others of the signal are suppressed, or not any more, when this one fires or ends. */
  void ripple(Dossier changed) {
    for (var other : dossiers.of(changed.subject().gateway()))
      if (other != changed && isSameSignal(other, changed) && other.state().firedAt().isPresent())
        suppress(other);
  }

  private void expire(Dossier dossier, Moment now) {
    var over =
        dossier
            .handling()
            .acknowledgement()
            .filter(
                taken -> taken.until().filter(until -> !now.wall().isBefore(until)).isPresent());
    over.ifPresent(
        taken ->
            acknowledge(dossier, Optional.empty(), "the time of " + taken.owner() + " is over"));
  }

  /** Takes it for somebody, or gives it back. */
  void acknowledge(Dossier dossier, Optional<Acknowledgement> taken, String because) {
    if (taken.equals(dossier.handling().acknowledgement())) return;
    dossier.acknowledged(taken);
    teller.tell(
        dossier,
        taken.isPresent() ? AlertEvent.AlertAcknowledged::new : AlertEvent.AlertUnacknowledged::new,
        because);
  }

  private void follow(Dossier dossier, Moment now) {
    var progress = dossier.handling().progress();
    switch (decide(dossier, now)) {
      case Decision.Nothing _ -> {}
      case Decision.Remind(var because) -> {
        dossier.progressed(new Progress(progress.steps(), firing(dossier, now)));
        teller.tell(dossier, AlertEvent.AlertReminderDue::new, because);
      }
      case Decision.Escalate(var number, var step, var because) -> {
        dossier.progressed(new Progress(number, firing(dossier, now)));
        teller.tell(
            dossier,
            (alert, why, at) ->
                new AlertEvent.AlertEscalated(alert, number, step.receivers(), why, at),
            because);
      }
    }
  }

  Decision decide(Dossier dossier, Moment now) {
    return followUp.decide(dossier.alert(), firing(dossier, now), dossier.handling().progress());
  }

  private static Duration firing(Dossier dossier, Moment now) {
    return dossier.state().firedAt().map(now::since).orElse(Duration.ZERO);
  }
}

package dev.lifeguard.alert;

import dev.lifeguard.alert.Explanation.Step;
import dev.lifeguard.config.DurationText;
import dev.lifeguard.rule.Verdict;
import dev.lifeguard.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Asks every deciding step about one alert, as of now. Changes nothing. */
final class Explainer {
  private final Course course;
  private final Attendance attendance;

  Explainer(Course course, Attendance attendance) {
    this.course = course;
    this.attendance = attendance;
  }

  Explanation explain(Dossier dossier, Moment now) {
    var steps = new ArrayList<Step>();
    steps.add(condition(dossier));
    steps.add(path(dossier));
    steps.add(state(dossier, now));
    steps.add(flapping(dossier));
    steps.add(quiet(dossier));
    steps.add(followUp(dossier, now));
    return new Explanation(dossier.alert(), steps);
  }

  private static Step condition(Dossier dossier) {
    var rule = dossier.rule();
    var verdict = dossier.verdict().map(Verdict::name).orElse("nothing heard since the start");
    var clear = rule.clear().map(when -> ", cleared by " + when).orElse("");
    return new Step(
        "condition",
        verdict.toLowerCase(Locale.ROOT),
        rule.condition() + clear + seen(dossier) + "; from " + rule.origin());
  }

  private static String seen(Dossier dossier) {
    var clause = Course.clause(dossier);
    return clause.isEmpty() ? "" : "; seen: " + clause;
  }

  private Step path(Dossier dossier) {
    return course
        .hider(dossier)
        .map(before -> new Step("path", "hidden", Course.behind(before)))
        .orElseGet(() -> new Step("path", "free", "nothing before it on the path is broken"));
  }

  private static Step state(Dossier dossier, Moment now) {
    var timing = dossier.rule().timing();
    var because =
        switch (dossier.state()) {
          case AlertState.Ok _ -> "not breached";
          case AlertState.Pending(var since) ->
              lasting("breached", since, now) + ", fires after " + text(timing.pendingFor());
          case AlertState.Firing(var since) -> lasting("firing", since, now);
          case AlertState.Recovering(_, var since) ->
              lasting("well", since, now) + ", resolved after " + text(timing.keepFiringFor());
          case AlertState.Unknown(_, var since) -> lasting("unknown", since, now);
        };
    return new Step("state", dossier.state().code(), because);
  }

  private static String lasting(String what, Moment since, Moment now) {
    return what + " for " + DurationText.lasting(now.since(since));
  }

  private static String text(Duration duration) {
    return DurationText.print(duration);
  }

  private static Step flapping(Dossier dossier) {
    var flaps = dossier.flaps();
    var percent = Math.round(flaps.score() * 100);
    return new Step(
        "flapping",
        flaps.flapping() ? "flapping: it does not end meanwhile" : "steady",
        percent + " % of the last " + flaps.known() + " results were changes");
  }

  private Step quiet(Dossier dossier) {
    var asked = attendance.suppressions(dossier);
    if (asked.isEmpty()) return new Step("quiet", "told", "nothing asks for quiet");
    return new Step("quiet", "suppressed", String.join("; ", texts(asked)));
  }

  private static List<String> texts(List<Suppression> asked) {
    return asked.stream().map(Suppression::toString).toList();
  }

  private Step followUp(Dossier dossier, Moment now) {
    var decision = attendance.decide(dossier, now);
    var outcome =
        switch (decision) {
          case FollowUp.Decision.Nothing _ -> "nothing due";
          case FollowUp.Decision.Remind _ -> "reminder due";
          case FollowUp.Decision.Escalate escalate -> "step " + escalate.number() + " due";
        };
    return new Step("follow-up", outcome, decision.because());
  }
}

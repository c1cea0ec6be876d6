package dev.lifeguard.report;

import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.report.Entry.Kind;
import dev.lifeguard.report.Hearsay.About;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/** Puts into words what remedies do, as action and result. */
final class RemedyTold {
  private RemedyTold() {}

  /** Whom it concerns; the remedy's own breaker concerns its gateway. */
  static About about(RemedyEvent event) {
    return switch (event) {
      case RemedyEvent.Proposed(var run, _) -> about(run);
      case RemedyEvent.ApprovalNeeded(var run, _, _) -> about(run);
      case RemedyEvent.ApprovalAnswered(var run, _) -> about(run);
      case RemedyEvent.Started(var run, _) -> about(run);
      case RemedyEvent.StepStarted(var run, _, _) -> about(run);
      case RemedyEvent.StepFinished(var run, _, _) -> about(run);
      case RemedyEvent.Verifying(var run, _) -> about(run);
      case RemedyEvent.RollingBack(var run, _) -> about(run);
      case RemedyEvent.Finished(var run, _) -> about(run);
      case RemedyEvent.NoteRequested told -> new About.OneGateway(told.subject().gateway());
      case RemedyEvent.BreakerStands stands -> new About.OneGateway(stands.gateway());
      case RemedyEvent.HookHeard heard -> new About.OneGateway(heard.gateway());
      case RemedyEvent.Blocked blocked -> new About.OneGateway(blocked.subject().gateway());
      case RemedyEvent.BreakerOpened opened -> new About.OneGateway(opened.gateway());
      case RemedyEvent.BreakerHalfOpened half -> new About.OneGateway(half.gateway());
      case RemedyEvent.BreakerClosed closed -> new About.OneGateway(closed.gateway());
      case RemedyEvent.PageRequested page -> new About.OneGateway(page.subject().gateway());
      case RemedyEvent.StopSwitched _ -> new About.OneGateway("");
    };
  }

  private static About about(Run run) {
    return run.identity().call() instanceof Call.ByAlert alert
        ? new About.OneRun(alert.id(), run.gateway())
        : new About.OneGateway(run.gateway());
  }

  /** Empty where the next event says it better. */
  static Optional<Entry> entry(RemedyEvent event) {
    return switch (event) {
      case RemedyEvent.Proposed(var run, _) ->
          of(event, run.remedy(), "suggested: " + run.because());
      case RemedyEvent.ApprovalNeeded(var run, _, _) ->
          of(event, run.remedy(), "waits for approval");
      case RemedyEvent.ApprovalAnswered(var run, _) -> of(event, run.remedy(), answer(run));
      case RemedyEvent.Started(var run, _) -> of(event, run.remedy(), "started");
      case RemedyEvent.StepFinished(var run, var step, _) ->
          of(
              event,
              run.remedy() + " / " + step.said(),
              code(step.state()) + (step.output().isBlank() ? "" : ": " + step.output()));
      case RemedyEvent.RollingBack(var run, _) -> of(event, run.remedy(), "rolled back");
      case RemedyEvent.Finished(var run, _) ->
          of(event, run.remedy(), code(run.state()) + ": " + run.because());
      case RemedyEvent.Blocked(var remedy, _, _, var block, _) ->
          of(event, remedy, "not run: " + block.why().meaning() + " (" + block.detail() + ")");
      case RemedyEvent.BreakerOpened opened ->
          of(event, opened.remedy(), "breaker open: " + opened.because());
      case RemedyEvent.BreakerHalfOpened half ->
          of(event, half.remedy(), "breaker half open: one run may try");
      case RemedyEvent.BreakerClosed closed -> of(event, closed.remedy(), "breaker closed");
      case RemedyEvent.PageRequested page -> of(event, "page", page.headline());
      case RemedyEvent.StepStarted _, RemedyEvent.Verifying _, RemedyEvent.NoteRequested _ ->
          Optional.empty();
      case RemedyEvent.StopSwitched _, RemedyEvent.BreakerStands _, RemedyEvent.HookHeard _ ->
          Optional.empty();
    };
  }

  /** Who took it upon themselves; without an answer nobody did, in time. */
  private static String answer(Run run) {
    return run.approval()
        .flatMap(Run.Approval::answer)
        .map(answer -> (answer.yes() ? "approved by " : "rejected by ") + answer.who())
        .orElse(run.because());
  }

  private static String code(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Entry> of(RemedyEvent event, String action, String result) {
    var detail = new JsonObject().put("action", action).put("result", result);
    return Optional.of(new Entry(event.at(), Kind.REMEDY, action + ": " + result, detail));
  }
}

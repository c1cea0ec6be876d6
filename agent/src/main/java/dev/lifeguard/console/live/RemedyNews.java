package dev.lifeguard.console.live;

import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.Run;
import io.vertx.core.json.JsonObject;

/** What remedies do, as the stream tells it. */
final class RemedyNews {
  private RemedyNews() {}

  /** What happened to which run; the link that says yes is a secret and is not told. */
  static News of(RemedyEvent event) {
    var json = new JsonObject().put("at", event.at().toString());
    return new News(
        "remedy",
        switch (event) {
          case RemedyEvent.Proposed(var run, _) -> run(json, "proposed", run);
          case RemedyEvent.ApprovalNeeded(var run, _, _) -> run(json, "approval_needed", run);
          case RemedyEvent.ApprovalAnswered(var run, _) -> run(json, "approval_answered", run);
          case RemedyEvent.Started(var run, _) -> run(json, "started", run);
          case RemedyEvent.StepStarted(var run, _, _) -> run(json, "step_started", run);
          case RemedyEvent.StepFinished(var run, _, _) -> run(json, "step_finished", run);
          case RemedyEvent.Verifying(var run, _) -> run(json, "verifying", run);
          case RemedyEvent.RollingBack(var run, _) -> run(json, "rolling_back", run);
          case RemedyEvent.Finished(var run, _) -> run(json, "finished", run);
          case RemedyEvent.Blocked blocked ->
              place(json, "blocked", blocked.remedy(), blocked.subject().gateway())
                  .put("because", blocked.block().why().code());
          case RemedyEvent.BreakerOpened opened ->
              place(json, "breaker_opened", opened.remedy(), opened.gateway());
          case RemedyEvent.BreakerHalfOpened half ->
              place(json, "breaker_half_opened", half.remedy(), half.gateway());
          case RemedyEvent.BreakerClosed closed ->
              place(json, "breaker_closed", closed.remedy(), closed.gateway());
          case RemedyEvent.StopSwitched switched ->
              json.put("event", switched.stopped() ? "stopped" : "resumed");
          case RemedyEvent.PageRequested page ->
              json.put("event", "page_requested").put("gateway", page.subject().gateway());
          case RemedyEvent.NoteRequested note ->
              place(json, "note_requested", note.cause().remedy(), note.subject().gateway())
                  .put("run", note.cause().run());
          case RemedyEvent.BreakerStands stands ->
              place(json, "breaker_stands", stands.remedy(), stands.gateway())
                  .put("state", stands.state());
          case RemedyEvent.HookHeard heard ->
              json.put("event", "hook_heard")
                  .put("gateway", heard.gateway())
                  .put("result", heard.result().code());
        });
  }

  private static JsonObject run(JsonObject json, String event, Run run) {
    return place(json, event, run.remedy(), run.gateway())
        .put("run", run.id())
        .put("state", run.state().code());
  }

  private static JsonObject place(JsonObject json, String event, String remedy, String gateway) {
    return json.put("event", event).put("remedy", remedy).put("gateway", gateway);
  }
}

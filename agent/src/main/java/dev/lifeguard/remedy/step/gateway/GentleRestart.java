package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Control;
import dev.lifeguard.remedy.step.Waiting;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Has a gateway that answers restart itself. It waits for its work, at most five minutes; it is
 * only forced when a person said yes to that. Judged by the boot id alone. Blocks.
 */
final class GentleRestart {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Control control;
  private final RestartBudget budget;
  private final Scene scene;

  GentleRestart(Control control, RestartBudget budget, Scene scene) {
    this.control = control;
    this.budget = budget;
    this.scene = scene;
  }

  /** What it would do, for people. */
  String announced(boolean safe) throws InterruptedException {
    var preflight = control.read("gateway.restart.preflight", new JsonObject());
    var work = blockers(preflight);
    if (work.isEmpty()) return "It restarts at once: nothing is under way.";
    return safe
        ? "It restarts when its work is done, at the latest after five minutes: " + work + "."
        : "It restarts at once and ends what is under way: " + work + ".";
  }

  StepOutcome restart(String boot, boolean safe) throws InterruptedException {
    if (!safe && scene.cause().approvedBy().isEmpty())
      throw new FailedException(
          Reason.NOT_SUPPORTED, "a forced restart ends agent runs under way, which needs a yes");
    refuseBadConfiguration();
    budget.spend(scene.gateway());
    var answer = request(safe);
    var status = answer.text("status").orElse("accepted");
    var blockers = blockers(answer.child("preflight"));
    var waited = blockers.isEmpty() ? "" : " after its work was done (" + blockers + ")";
    var next = new Rebirth(control).await(Optional.of(boot), scene.deadline());
    return StepOutcome.done(
        "restarted by itself (" + status + ")" + waited + ": boot " + boot + " is " + next + " now",
        "restarted",
        "true");
  }

  /** A gateway whose file is broken goes on with what it has, and would not come back. */
  private void refuseBadConfiguration() throws InterruptedException {
    var config = control.read("config.get", new JsonObject());
    if (config.flag("valid").orElse(true)) return;
    var issues =
        config.children("issues").stream()
            .map(one -> one.text("path").orElse("") + ": " + one.text("message").orElse(""))
            .collect(Collectors.joining("; "));
    throw new FailedException(
        Reason.CONFIG_REJECTED,
        "its configuration file is not valid; restarted it would end with 78: " + issues);
  }

  private Payload request(boolean safe) throws InterruptedException {
    var params =
        new JsonObject()
            .put("reason", "Lifeguard, run " + scene.cause().run())
            .put("skipDeferral", !safe);
    while (true) {
      switch (control.tryWrite("gateway.restart.request", params)) {
        case Reply.Answered(var payload, _) -> {
          return payload;
        }
        case Reply.Refused(var error, _) -> {
          var pause = error.retryAfter().filter(it -> it.compareTo(LONGEST_PAUSE) <= 0);
          if (pause.isEmpty() || isOver(pause.get())) throw new FailedException(error.failure());
          Waiting.pause(control.time(), pause.get());
        }
        case Reply.Missing(var failure) -> throw new FailedException(failure);
      }
    }
  }

  private boolean isOver(Duration pause) {
    return Waiting.until(scene.deadline(), control.time().now()).compareTo(pause) < 0;
  }

  private static String blockers(Payload preflight) {
    return preflight.children("blockers").stream()
        .flatMap(one -> one.text("message").stream())
        .collect(Collectors.joining(", "));
  }
}

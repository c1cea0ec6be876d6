package dev.lifeguard.remedy.step.config;

import dev.lifeguard.gateway.GatewayControl.Welcome;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.step.Control;
import dev.lifeguard.remedy.step.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Patches one gateway's configuration and looks again: what the gateway saved and did not put in
 * force is taken back. Fails with a FailedException.
 */
final class ConfigDesk {
  /** A change that is put in force without a restart takes 0.2 to 1.3 s. */
  private static final Duration SETTLES = Duration.ofSeconds(12);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(400);

  private final Control control;

  ConfigDesk(Control control) {
    this.control = control;
  }

  ConfigState read() throws InterruptedException {
    return ConfigState.of(control.read("config.get", new JsonObject()));
  }

  String version() throws InterruptedException {
    return switch (control.welcome()) {
      case Welcome.Said(var hello) -> hello.version();
      case Welcome.None(var failure, _) -> throw new FailedException(failure);
    };
  }

  /** The keys among these for which the gateway restarts. */
  List<String> restarting(ConfigState state, List<String> paths) throws InterruptedException {
    if (state.restartsForAll()) return paths;
    var found = new java.util.ArrayList<String>();
    for (var path : paths) if (restarts(path)) found.add(path);
    return found;
  }

  private boolean restarts(String path) throws InterruptedException {
    try {
      var known = control.read("config.schema.lookup", new JsonObject().put("path", path));
      return known.text("reloadKind").equals(Optional.of("restart"));
    } catch (FailedException e) {
      if (e.failure().reason() != Reason.REQUEST_REJECTED) throw e;
      return false; // a key that the schema does not list; the gateway judges it when it is written
    }
  }

  /** What became of a change. */
  sealed interface Written {
    record InForce() implements Written {}

    /** Nothing of it is there. */
    record Refused(Failure why) implements Written {}

    /** It was saved, did not come into force, and is gone again. */
    record TakenBack(Failure why) implements Written {}

    /** It was saved, did not come into force, and could not be taken back. */
    record Stuck(Failure why, Failure further) implements Written {}
  }

  Written change(ConfigState state, ConfigChange change, Scene scene) throws InterruptedException {
    var reply = send(state, change.patch(), scene);
    if (refused(reply) && read().hash().equals(state.hash()))
      return new Written.Refused(reply.problem().orElseThrow());
    if (comesTrue(change.patch())) return new Written.InForce();
    var why =
        reply
            .problem()
            .orElseGet(
                () ->
                    new Failure(
                        Reason.CONFIG_NOT_APPLIED,
                        "saved, and not in force after " + SETTLES.toSeconds() + " s"));
    return takeBack(change, new Failure(Reason.CONFIG_NOT_APPLIED, why.detail()), scene);
  }

  /** Answered with a no; an answer that did not come says nothing about what was done. */
  private static boolean refused(Reply reply) {
    return reply instanceof Reply.Refused
        || reply instanceof Reply.Missing(var why) && why.reason() == Reason.RATE_LIMITED;
  }

  private Written takeBack(ConfigChange change, Failure why, Scene scene)
      throws InterruptedException {
    var state = read();
    if (change.absentFrom(state.document()) && state.settled()) return new Written.Refused(why);
    var reply = send(state, change.undo(), scene);
    if (comesTrue(change.undo())) return new Written.TakenBack(why);
    var further = new Failure(Reason.CONFIG_NOT_APPLIED, "taking it back did not come into force");
    return new Written.Stuck(why, reply.problem().orElse(further));
  }

  /** Takes a change back that was made earlier. */
  Optional<Failure> undo(ConfigState state, ConfigChange change, Scene scene)
      throws InterruptedException {
    var reply = send(state, change.undo(), scene);
    if (comesTrue(change.undo())) return Optional.empty();
    return reply
        .problem()
        .or(() -> Optional.of(new Failure(Reason.CONFIG_NOT_APPLIED, "saved, and not in force")));
  }

  private Reply send(ConfigState state, JsonObject patch, Scene scene) throws InterruptedException {
    var params =
        new JsonObject()
            .put("raw", patch.encode())
            .put("baseHash", state.hash())
            .put("note", "Lifeguard, run " + scene.cause().run());
    var shrinking = MergePatch.shrinking(state.document(), patch);
    if (!shrinking.isEmpty()) params.put("replacePaths", new JsonArray(shrinking));
    return control.tryWrite("config.patch", params);
  }

  /** Whether it is saved and in force, now or soon. */
  private boolean comesTrue(JsonObject patch) throws InterruptedException {
    var start = control.time().nanos();
    while (true) {
      if (isTrue(patch)) return true;
      if (control.time().since(start).compareTo(SETTLES) > 0) return false;
      Waiting.pause(control.time(), LOOK_AGAIN);
    }
  }

  private boolean isTrue(JsonObject patch) throws InterruptedException {
    try {
      var state = read();
      return state.settled() && MergePatch.holds(state.document(), patch);
    } catch (FailedException e) {
      if (e.failure().reason().kind() == Reason.Kind.PERMANENT) throw e;
      return false; // it may be restarting for this very change
    }
  }
}

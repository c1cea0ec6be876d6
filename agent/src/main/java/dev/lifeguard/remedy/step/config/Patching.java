package dev.lifeguard.remedy.step.config;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Control;
import dev.lifeguard.remedy.step.Diff;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.remedy.step.Ward;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The way of every step that patches a configuration: what stands there, what is wished, whether it
 * may be, its way back written down, the patch, a second look.
 */
public final class Patching {
  /** Enough for a patch, a look, and taking it back. */
  static final Duration LIMIT = Duration.ofSeconds(90);

  private final Ward ward;
  private final ConfigJournal journal;

  public Patching(Ward ward, ConfigJournal journal) {
    this.ward = ward;
    this.journal = journal;
  }

  /**
   * What a step wants.
   *
   * @param said what people must know beside the change itself; empty: nothing
   */
  record Wish(JsonObject patch, String said) {}

  /** Makes a wish of what stands there. */
  @FunctionalInterface
  interface Wishing {
    Wish wish(Scene scene, Control control, ConfigState state) throws InterruptedException;
  }

  ConfigDesk desk(Scene scene) {
    return new ConfigDesk(ward.control(scene.gateway()));
  }

  ConfigJournal journal() {
    return journal;
  }

  Preview preview(Scene scene, String text, Wishing wishing) throws InterruptedException {
    return Expected.preview(
        text,
        () -> {
          var control = ward.control(scene.gateway());
          var desk = new ConfigDesk(control);
          var state = desk.read().needSettled();
          var wish = wishing.wish(scene, control, state);
          var paths = MergePatch.paths(wish.patch());
          var restarting = desk.restarting(state, paths);
          var words = List.of(text, wish.said(), obstacle(scene, state, wish, restarting));
          var shown = String.join(" ", words.stream().filter(word -> !word.isEmpty()).toList());
          return new Preview(shown, diff(scene, state, wish), paths);
        });
  }

  private static String obstacle(
      Scene scene, ConfigState state, Wish wish, List<String> restarting) {
    if (MergePatch.holds(state.document(), wish.patch())) return "It is so already.";
    return refused(scene, ConfigChange.of(state.document(), wish.patch()), restarting)
        .map(why -> "At present it would fail: " + why)
        .orElse("");
  }

  private static Optional<String> diff(Scene scene, ConfigState state, Wish wish) {
    var before = state.document();
    var after = MergePatch.applied(before, wish.patch());
    var diff =
        Diff.of(
            "openclaw.json of " + scene.gateway(),
            MergePatch.masked(before).encodePrettily(),
            MergePatch.masked(after).encodePrettily());
    return Optional.of(diff).filter(text -> !text.isEmpty());
  }

  StepOutcome act(Scene scene, Wishing wishing) throws InterruptedException {
    return Expected.outcome(() -> patch(scene, wishing));
  }

  private StepOutcome patch(Scene scene, Wishing wishing) throws InterruptedException {
    var control = ward.control(scene.gateway());
    var desk = new ConfigDesk(control);
    var state = desk.read().needSettled();
    var wish = wishing.wish(scene, control, state);
    var paths = MergePatch.paths(wish.patch());
    if (MergePatch.holds(state.document(), wish.patch()))
      return new StepOutcome.Skipped(String.join(", ", paths) + ": it is so already");
    var change = ConfigChange.of(state.document(), wish.patch());
    var refused = refused(scene, change, desk.restarting(state, paths));
    if (refused.isPresent()) return StepOutcome.failed(refused.get());
    journal.plan(scene, desk.version(), change, control.time().now());
    return told(scene, wish, desk.change(state, change, scene));
  }

  /** Why the change must not be made. */
  private static Optional<Failure> refused(
      Scene scene, ConfigChange change, List<String> restarting) {
    if (MergePatch.hides(change.undo()))
      return Optional.of(
          new Failure(
              Reason.NOT_SUPPORTED,
              "it would replace a secret, which the gateway does not show and nobody could put"
                  + " back; change it by hand"));
    if (!restarting.isEmpty() && scene.cause().approvedBy().isEmpty())
      return Optional.of(
          new Failure(
              Reason.NOT_SUPPORTED,
              "for " + String.join(", ", restarting) + " the gateway restarts, which needs a yes"));
    return Optional.empty();
  }

  private StepOutcome told(Scene scene, Wish wish, ConfigDesk.Written written)
      throws InterruptedException {
    var paths = String.join(", ", MergePatch.paths(wish.patch()));
    return switch (written) {
      case ConfigDesk.Written.InForce _ ->
          StepOutcome.done(
              ("changed and in force: " + paths + ". " + wish.said()).strip(), "changed", "true");
      case ConfigDesk.Written.Refused(var why) -> {
        journal.undone(scene.cause().run(), scene.number());
        yield StepOutcome.failed(why);
      }
      case ConfigDesk.Written.TakenBack(var why) -> {
        journal.undone(scene.cause().run(), scene.number());
        yield new StepOutcome.Failed(
            why.reason(),
            paths
                + " was saved and did not come into force; it is put back as it was: "
                + why.detail());
      }
      case ConfigDesk.Written.Stuck(var why, var further) ->
          new StepOutcome.Failed(
              why.reason(),
              paths
                  + " was saved, did not come into force ("
                  + why.detail()
                  + ") and could not be put back ("
                  + further
                  + "): look at the gateway's configuration now");
    };
  }

  /** For wishes that cannot be. */
  static FailedException impossible(String detail) {
    return new FailedException(Reason.REQUEST_REJECTED, detail);
  }
}

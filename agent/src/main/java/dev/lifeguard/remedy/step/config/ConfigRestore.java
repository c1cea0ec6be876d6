package dev.lifeguard.remedy.step.config;

import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Diff;
import dev.lifeguard.remedy.step.Expected;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes back what this run changed in the gateway's configuration, the latest first. Refuses where
 * somebody changed the same places since, or where the gateway is of another version: what the way
 * back would do there is not known.
 */
public final class ConfigRestore implements StepKind {
  private final Patching patching;

  public ConfigRestore(Patching patching) {
    this.patching = patching;
  }

  @Override
  public String name() {
    return "config.restore";
  }

  @Override
  public Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public Duration limit() {
    return Patching.LIMIT.multipliedBy(2);
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    var text = "Takes back what this run changed in the configuration.";
    return Expected.preview(
        text,
        () -> {
          var made = patching.journal().standing(scene);
          if (made.isEmpty()) return Preview.of(text + " Nothing so far.");
          var before = patching.desk(scene).read().document();
          var after = before;
          for (var entry : made) after = MergePatch.applied(after, entry.change().undo());
          var paths = made.stream().flatMap(entry -> paths(entry).stream()).toList();
          return new Preview(text, Optional.of(diff(scene, before, after)), paths);
        });
  }

  private static String diff(Scene scene, JsonObject before, JsonObject after) {
    return Diff.of(
        "openclaw.json of " + scene.gateway(),
        MergePatch.masked(before).encodePrettily(),
        MergePatch.masked(after).encodePrettily());
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(() -> restore(scene));
  }

  private StepOutcome restore(Scene scene) throws InterruptedException {
    var made = patching.journal().standing(scene);
    if (made.isEmpty())
      return new StepOutcome.Skipped("this run changed nothing that still stands");
    var desk = patching.desk(scene);
    var version = desk.version();
    var said = new ArrayList<String>();
    for (var entry : made) {
      var failed = takeBack(scene, desk, entry, version);
      if (failed.isPresent()) return failed.get();
      said.addAll(paths(entry));
    }
    return StepOutcome.done("put back: " + String.join(", ", said) + compared(scene, desk));
  }

  /** Empty when it is taken back. */
  private Optional<StepOutcome> takeBack(
      Scene scene, ConfigDesk desk, ConfigJournal.Entry entry, String version)
      throws InterruptedException {
    var state = desk.read();
    if (!entry.change().absentFrom(state.document())) {
      if (!entry.version().equals(version))
        return refused(
            "the gateway was %s when it was changed and is %s now; what is put back may mean"
                    .formatted(entry.version(), version)
                + " something else there: do it by hand");
      if (!entry.change().standsIn(state.document()))
        return refused(
            String.join(", ", paths(entry))
                + ": somebody changed it since; what it should become is not guessed");
      var failed = desk.undo(state, entry.change(), scene);
      if (failed.isPresent()) return failed.map(StepOutcome::failed);
    }
    patching.journal().undone(entry.run(), entry.number());
    return Optional.empty();
  }

  private static Optional<StepOutcome> refused(String why) {
    return Optional.of(new StepOutcome.Failed(Reason.NOT_SUPPORTED, why));
  }

  /** Whether all is as in the run's snapshot; the gateway's own notes in it do not count. */
  private String compared(Scene scene, ConfigDesk desk) throws InterruptedException {
    var snapshot = patching.journal().latest(scene);
    if (snapshot.isEmpty()) return "";
    var then = snapshot.get().document().copy();
    var now = desk.read().document().copy();
    then.remove("meta");
    now.remove("meta");
    return then.equals(now)
        ? "; all is as in snapshot " + snapshot.get().id()
        : "; elsewhere it differs from snapshot " + snapshot.get().id();
  }

  private static List<String> paths(ConfigJournal.Entry entry) {
    return MergePatch.paths(entry.change().patch());
  }
}

package dev.lifeguard.remedy.step.tunnel;

import dev.lifeguard.path.Paths;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Waiting;
import java.time.Duration;
import java.util.Optional;

/**
 * Has another of a gateway's paths used. Where none is named and no other serves there is nothing
 * to do, and the steps after it may try something else.
 */
public final class SwitchPath implements StepKind {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Paths paths;

  public SwitchPath(Paths paths) {
    this.paths = paths;
  }

  @Override
  public String name() {
    return "tunnel.switch-path";
  }

  @Override
  public Repetition repetition() {
    return Repetition.ONCE;
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Preview preview(Scene scene) {
    var to = wanted(scene).map(path -> "path " + path).orElse("the best other path that serves");
    var now = paths.inUse(scene.gateway()).map(path -> " instead of " + path).orElse("");
    return Preview.of("Uses " + to + now + ".", "paths of " + scene.gateway());
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    var before = paths.inUse(scene.gateway());
    try {
      var now = Waiting.on(paths.switchTo(scene.gateway(), wanted(scene)), PATIENCE);
      if (before.filter(now::equals).isPresent())
        return new StepOutcome.Skipped("path " + now + " is in use already");
      return StepOutcome.done(
          "path " + now + " is used" + before.map(path -> " instead of " + path).orElse(""),
          "switched",
          "true");
    } catch (FailedException e) {
      return wanted(scene).isPresent()
          ? StepOutcome.failed(e.failure())
          : new StepOutcome.Skipped(e.failure().detail());
    }
  }

  private static Optional<String> wanted(Scene scene) {
    return scene.step().text("to");
  }
}

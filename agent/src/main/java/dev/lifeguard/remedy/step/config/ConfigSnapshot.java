package dev.lifeguard.remedy.step.config;

import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.time.Time;
import java.time.Duration;

/**
 * Keeps the gateway's configuration as it stands, to compare with later. Secrets are not in it: the
 * gateway shows them to nobody. What a run changes it takes back change by change, never by writing
 * a whole file.
 */
public final class ConfigSnapshot implements StepKind {
  private final Patching patching;
  private final Time time;

  public ConfigSnapshot(Patching patching, Time time) {
    this.patching = patching;
    this.time = time;
  }

  @Override
  public String name() {
    return "config.snapshot";
  }

  @Override
  public Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Preview preview(Scene scene) {
    return Preview.of("Keeps a copy of the configuration as it stands, without its secrets.");
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(
        () -> {
          var desk = patching.desk(scene);
          var state = desk.read();
          var kept =
              patching.journal().snapshot(scene, desk.version(), state.document(), time.now());
          return StepOutcome.done(
              "snapshot " + kept.id() + " of revision " + state.revision(),
              "snapshot",
              Long.toString(kept.id()));
        });
  }
}

package dev.lifeguard.remedy.step.config;

import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Control;
import java.time.Duration;

/** A step that wishes for another configuration; all of them go one way. */
abstract class PatchStep implements StepKind {
  private final String name;
  private final Patching patching;

  PatchStep(String name, Patching patching) {
    this.name = name;
    this.patching = patching;
  }

  /** What it does, in a sentence. */
  abstract String sentence(Scene scene);

  abstract Patching.Wish wish(Scene scene, Control control, ConfigState state)
      throws InterruptedException;

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public final Duration limit() {
    return Patching.LIMIT;
  }

  @Override
  public final Preview preview(Scene scene) throws InterruptedException {
    return patching.preview(scene, sentence(scene), this::wish);
  }

  @Override
  public final StepOutcome act(Scene scene) throws InterruptedException {
    return patching.act(scene, this::wish);
  }
}

package dev.lifeguard.remedy.step.config;

import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Control;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Merges what the remedy gives into the gateway's configuration. */
public final class ConfigPatch implements StepKind {
  private final Patching patching;

  public ConfigPatch(Patching patching) {
    this.patching = patching;
  }

  @Override
  public String name() {
    return "config.patch";
  }

  @Override
  public Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public Duration limit() {
    return Patching.LIMIT;
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    return patching.preview(scene, "Patches the configuration.", ConfigPatch::wish);
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return patching.act(scene, ConfigPatch::wish);
  }

  private static Patching.Wish wish(Scene scene, Control control, ConfigState state) {
    if (scene.step().arguments().getValue("patch") instanceof JsonObject patch && !patch.isEmpty())
      return new Patching.Wish(patch, "");
    throw Patching.impossible("`patch` is no mapping; write one such as {tools: {deny: [exec]}}");
  }
}

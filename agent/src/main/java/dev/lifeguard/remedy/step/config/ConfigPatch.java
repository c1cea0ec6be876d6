package dev.lifeguard.remedy.step.config;

import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.step.Control;
import io.vertx.core.json.JsonObject;

/** Merges what the remedy gives into the gateway's configuration. */
public final class ConfigPatch extends PatchStep {
  public ConfigPatch(Patching patching) {
    super("config.patch", patching);
  }

  @Override
  String sentence(Scene scene) {
    return "Patches the configuration.";
  }

  @Override
  Patching.Wish wish(Scene scene, Control control, ConfigState state) {
    if (scene.step().arguments().getValue("patch") instanceof JsonObject patch && !patch.isEmpty())
      return new Patching.Wish(patch, "");
    throw Patching.impossible("`patch` is no mapping; write one such as {tools: {deny: [exec]}}");
  }
}

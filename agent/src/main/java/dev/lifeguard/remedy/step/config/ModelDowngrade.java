package dev.lifeguard.remedy.step.config;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.step.Control;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Has agents use another model by default: only one that the gateway knows. */
public final class ModelDowngrade extends PatchStep {
  public ModelDowngrade(Patching patching) {
    super("model.downgrade", patching);
  }

  @Override
  String sentence(Scene scene) {
    return "Has agents use " + wanted(scene) + " by default.";
  }

  private static String wanted(Scene scene) {
    return scene.step().text("to").orElse("");
  }

  @Override
  Patching.Wish wish(Scene scene, Control control, ConfigState state) throws InterruptedException {
    var wanted = wanted(scene);
    var models = control.read("models.list", new JsonObject()).children("models");
    var known = models.stream().map(ModelDowngrade::reference).toList();
    if (!known.contains(wanted)) throw Patching.impossible(unknown(wanted, known));
    if (models.get(known.indexOf(wanted)).flag("available").filter(yes -> !yes).isPresent())
      throw Patching.impossible("the gateway knows " + wanted + ", but has no credentials for it");
    var defaults = new JsonObject().put("model", model(state.document(), wanted));
    var patch = new JsonObject().put("agents", new JsonObject().put("defaults", defaults));
    return new Patching.Wish(patch, "Agents with a model of their own keep it.");
  }

  /** The gateway takes a bare name or an object; the object may hold fallbacks, which stay. */
  private static Object model(JsonObject document, String wanted) {
    var bare =
        document.getValue("agents") instanceof JsonObject agents
            && agents.getValue("defaults") instanceof JsonObject defaults
            && defaults.getValue("model") instanceof String;
    return bare ? wanted : new JsonObject().put("primary", wanted);
  }

  private static String reference(Payload model) {
    return model.text("provider").orElse("") + "/" + model.text("id").orElse("");
  }

  private static String unknown(String wanted, List<String> known) {
    var near = Nearest.suggestion(wanted, known);
    var some = String.join(", ", known.subList(0, Math.min(10, known.size())));
    return "the gateway knows no model \""
        + wanted
        + "\"; "
        + (near.isEmpty() ? "it knows: " + some : near);
  }
}

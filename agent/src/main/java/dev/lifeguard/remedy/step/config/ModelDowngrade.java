package dev.lifeguard.remedy.step.config;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Control;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Has agents use another model by default: only one that the gateway knows. */
public final class ModelDowngrade implements StepKind {
  private final Patching patching;

  public ModelDowngrade(Patching patching) {
    this.patching = patching;
  }

  @Override
  public String name() {
    return "model.downgrade";
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
    return patching.preview(
        scene, "Has agents use " + wanted(scene) + " by default.", ModelDowngrade::wish);
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return patching.act(scene, ModelDowngrade::wish);
  }

  private static String wanted(Scene scene) {
    return scene.step().text("to").orElse("");
  }

  private static Patching.Wish wish(Scene scene, Control control, ConfigState state)
      throws InterruptedException {
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

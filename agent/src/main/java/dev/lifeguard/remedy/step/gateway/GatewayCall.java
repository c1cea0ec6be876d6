package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.remedy.step.Ward;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** Calls one method of the gateway, except those that have a safer step or none at all. */
public final class GatewayCall implements StepKind {
  private static final int SHOWN = 2_000;

  private static final Map<String, String> REFUSED =
      Map.of(
          "channels.logout", "it deletes the channel's token; use channel.disable",
          "config.set", "it replaces the whole file; use config.patch",
          "config.apply", "it replaces the whole file; use config.patch",
          "config.patch", "use the step config.patch, which can take it back",
          "gateway.restart.request", "use the step gateway.restart, which keeps its limits");

  private final Ward ward;

  public GatewayCall(Ward ward) {
    this.ward = ward;
  }

  @Override
  public String name() {
    return "gateway.call";
  }

  @Override
  public Repetition repetition() {
    return Repetition.ONCE;
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    return Expected.preview(
        "Calls a method of the gateway.",
        () -> {
          var method = method(scene);
          return Preview.of("Calls " + method + " with " + params(scene).encode() + ".", method);
        });
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(
        () -> {
          var method = method(scene);
          var answer = ward.control(scene.gateway()).write(method, params(scene)).toString();
          var more = answer.length() > SHOWN ? "… (" + answer.length() + " characters)" : "";
          return StepOutcome.done(answer.substring(0, Math.min(SHOWN, answer.length())) + more);
        });
  }

  private static String method(Scene scene) {
    var method = scene.step().text("method").orElse("");
    if (REFUSED.get(method) instanceof String why)
      throw new FailedException(Reason.NOT_SUPPORTED, method + " is not called from here: " + why);
    return method;
  }

  private static JsonObject params(Scene scene) {
    return scene.step().arguments().getValue("params") instanceof JsonObject params
        ? params
        : new JsonObject();
  }
}

package dev.lifeguard.remedy.step.config;

import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.step.Control;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Locks out whoever fails to log in too often. A runbook's {@code rate-limit} means requests, which
 * OpenClaw cannot limit: it is taken, does this, and says so.
 */
public final class AuthRateLimit extends PatchStep {
  private static final String NO_REQUESTS =
      "OpenClaw has no limit on requests: only failed logins are limited.";

  private AuthRateLimit(String name, Patching patching) {
    super(name, patching);
  }

  public static AuthRateLimit plain(Patching patching) {
    return new AuthRateLimit("gateway.auth-rate-limit", patching);
  }

  public static AuthRateLimit asRunbooksSay(Patching patching) {
    return new AuthRateLimit("rate-limit", patching);
  }

  @Override
  String sentence(Scene scene) {
    return "Limits failed logins from one address.";
  }

  @Override
  Patching.Wish wish(Scene scene, Control control, ConfigState state) {
    var step = scene.step();
    var limit =
        new JsonObject()
            .put("maxAttempts", step.number("max-attempts", 10))
            .put("windowMs", step.duration("window", Duration.ofSeconds(60)).toMillis())
            .put("lockoutMs", step.duration("lockout", Duration.ofMinutes(5)).toMillis());
    var auth = new JsonObject().put("auth", new JsonObject().put("rateLimit", limit));
    return new Patching.Wish(new JsonObject().put("gateway", auth), NO_REQUESTS);
  }
}

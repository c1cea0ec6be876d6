package dev.lifeguard.remedy.step.config;

import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Control;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Locks out whoever fails to log in too often. A runbook's {@code rate-limit} means requests, which
 * OpenClaw cannot limit: it is taken, does this, and says so.
 */
public final class AuthRateLimit implements StepKind {
  private static final String NO_REQUESTS =
      "OpenClaw has no limit on requests: only failed logins are limited.";

  private final Patching patching;
  private final String name;

  private AuthRateLimit(Patching patching, String name) {
    this.patching = patching;
    this.name = name;
  }

  public static AuthRateLimit plain(Patching patching) {
    return new AuthRateLimit(patching, "gateway.auth-rate-limit");
  }

  public static AuthRateLimit asRunbooksSay(Patching patching) {
    return new AuthRateLimit(patching, "rate-limit");
  }

  @Override
  public String name() {
    return name;
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
    return patching.preview(scene, "Limits failed logins from one address.", AuthRateLimit::wish);
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return patching.act(scene, AuthRateLimit::wish);
  }

  private static Patching.Wish wish(Scene scene, Control control, ConfigState state) {
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

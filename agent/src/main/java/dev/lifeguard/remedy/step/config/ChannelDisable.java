package dev.lifeguard.remedy.step.config;

import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Accounts;
import dev.lifeguard.remedy.step.Control;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Takes a channel out of service in the configuration, where it stays out over restarts. */
public final class ChannelDisable implements StepKind {
  private final Patching patching;

  public ChannelDisable(Patching patching) {
    this.patching = patching;
  }

  @Override
  public String name() {
    return "channel.disable";
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
        scene, "Disables the channel until somebody enables it again.", ChannelDisable::wish);
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return patching.act(scene, ChannelDisable::wish);
  }

  /** Its token stays where it is: {@code channels.logout} would delete it. */
  private static Patching.Wish wish(Scene scene, Control control, ConfigState state)
      throws InterruptedException {
    var account = Accounts.of(scene, control);
    var off = new JsonObject().put("enabled", false);
    var own = new JsonObject().put("accounts", new JsonObject().put(account.id(), off));
    var channel = account.alone() ? off : own;
    var patch = new JsonObject().put("channels", new JsonObject().put(account.channel(), channel));
    return new Patching.Wish(patch, account + " is out of service then.");
  }
}

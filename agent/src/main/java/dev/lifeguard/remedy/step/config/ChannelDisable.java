package dev.lifeguard.remedy.step.config;

import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.step.Accounts;
import dev.lifeguard.remedy.step.Control;
import io.vertx.core.json.JsonObject;

/** Takes a channel out of service in the configuration, where it stays out over restarts. */
public final class ChannelDisable extends PatchStep {
  public ChannelDisable(Patching patching) {
    super("channel.disable", patching);
  }

  @Override
  String sentence(Scene scene) {
    return "Disables the channel until somebody enables it again.";
  }

  /** Its token stays where it is: {@code channels.logout} would delete it. */
  @Override
  Patching.Wish wish(Scene scene, Control control, ConfigState state) throws InterruptedException {
    var account = Accounts.of(scene, control);
    var off = new JsonObject().put("enabled", false);
    var own = new JsonObject().put("accounts", new JsonObject().put(account.id(), off));
    var channel = account.alone() ? off : own;
    var patch = new JsonObject().put("channels", new JsonObject().put(account.channel(), channel));
    return new Patching.Wish(patch, account + " is out of service then.");
  }
}

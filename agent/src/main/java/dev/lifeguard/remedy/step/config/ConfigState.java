package dev.lifeguard.remedy.step.config;

import dev.lifeguard.gateway.Payload;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;

/**
 * A gateway's configuration as it stands in its file and in force, secrets hidden by the gateway.
 *
 * @param revision what is saved
 * @param applied what is in force
 */
record ConfigState(
    JsonObject document,
    String hash,
    String revision,
    String applied,
    boolean valid,
    String issues) {

  static ConfigState of(Payload answer) {
    return new ConfigState(
        answer.toJson().getJsonObject("parsed", new JsonObject()).copy(),
        answer.text("hash").orElse(""),
        answer.text("configRevisionHash").orElse(""),
        answer.text("appliedConfigHash").orElse(""),
        answer.flag("valid").orElse(true),
        answer.children("issues").stream()
            .map(issue -> issue.text("path").orElse("") + ": " + issue.text("message").orElse(""))
            .collect(Collectors.joining("; ")));
  }

  /** What is saved is in force. */
  boolean settled() {
    return valid && revision.equals(applied);
  }

  /** A change on top of what is not in force would put more in force than what was asked for. */
  ConfigState needSettled() {
    if (!valid)
      throw new FailedException(
          Reason.CONFIG_REJECTED, "the gateway's configuration file is not valid: " + issues);
    if (!revision.equals(applied))
      throw new FailedException(
          Reason.CONFIG_NOT_APPLIED,
          "somebody saved a change that is not in force yet; a patch would put that in force too");
    return this;
  }

  /** Whether the gateway restarts for whatever is changed. */
  boolean restartsForAll() {
    var gateway = document.getValue("gateway");
    return gateway instanceof JsonObject settings
        && settings.getValue("reload") instanceof JsonObject reload
        && "off".equals(reload.getValue("mode"));
  }
}

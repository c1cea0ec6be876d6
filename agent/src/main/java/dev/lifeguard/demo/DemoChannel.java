package dev.lifeguard.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The one channel of a gateway stand-in: it can be cut off for good, until it is started anew. */
final class DemoChannel {
  private volatile boolean blocked;
  private volatile boolean stopped;

  /**
   * As the Bot API does when it answers 401 once: the service is well again, as its live probe
   * says, and the channel stays down until somebody starts it.
   */
  void cutOff() {
    blocked = true;
  }

  void stop() {
    stopped = true;
  }

  void start() {
    stopped = false;
    blocked = false;
  }

  /** As {@code channels.status} tells it. */
  JsonObject status(long now) {
    var accounts = new JsonObject().put("telegram", new JsonArray().add(account(now)));
    return new JsonObject()
        .put("ts", now)
        .put("channelOrder", new JsonArray().add("telegram"))
        .put("channelAccounts", accounts)
        .put("statusIssues", new JsonArray());
  }

  private JsonObject account(long now) {
    var up = !blocked && !stopped;
    var account =
        new JsonObject()
            .put("accountId", "default")
            .put("enabled", true)
            .put("configured", true)
            .put("running", up)
            .put("connected", up)
            .put("lifecycle", lifecycle())
            .put("restartPending", false)
            .put("reconnectAttempts", 0)
            .put("lastTransportActivityAt", now)
            .put("probe", new JsonObject().put("ok", true).put("elapsedMs", 4));
    if (blocked)
      account
          .put("healthState", "terminal-disconnect")
          .put("lastError", "Unauthorized | Telegram ingress worker exited with code 1");
    return account;
  }

  private String lifecycle() {
    if (stopped) return "stopped";
    return blocked ? "blocked" : "ready";
  }
}

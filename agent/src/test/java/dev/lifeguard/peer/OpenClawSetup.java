package dev.lifeguard.peer;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * How a gateway is to be: each method answers a changed copy.
 *
 * @param config what openclaw.json holds beyond port, token and log file, or instead of them
 * @param home what the home folder starts from
 */
public record OpenClawSetup(JsonObject config, Home home) {
  static final OpenClawSetup PLAIN = new OpenClawSetup(new JsonObject(), Home.EMPTY);

  /** What the gateway finds in its home folder. */
  enum Home {
    EMPTY,
    WITH_IRC_PLUGIN
  }

  public OpenClawSetup {
    config = config.copy();
  }

  /** Merged deeply into the configuration; the later word wins. */
  public OpenClawSetup config(JsonObject more) {
    return new OpenClawSetup(config.copy().mergeIn(more, true), home);
  }

  public OpenClawSetup config(String json) {
    return config(new JsonObject(json));
  }

  public OpenClawSetup auth(JsonObject auth) {
    var cleared = config.copy();
    var gateway = cleared.getJsonObject("gateway", new JsonObject()).copy().put("auth", auth);
    return new OpenClawSetup(cleared.put("gateway", gateway), home);
  }

  public OpenClawSetup password(String word) {
    return auth(new JsonObject().put("mode", "password").put("password", word));
  }

  public OpenClawSetup noAuth() {
    return auth(new JsonObject().put("mode", "none"));
  }

  public OpenClawSetup telegram(TelegramStandIn api) {
    return channel("telegram", api.channelConfig());
  }

  public OpenClawSetup irc(Ngircd server) {
    return new OpenClawSetup(config, Home.WITH_IRC_PLUGIN)
        .channel("irc", server.channelConfig())
        .config("{\"plugins\":{\"entries\":{\"irc\":{\"enabled\":true}}}}");
  }

  public OpenClawSetup provider(ProviderStandIn api) {
    return config(api.gatewayConfig());
  }

  private OpenClawSetup channel(String name, JsonObject settings) {
    return config(new JsonObject().put("channels", new JsonObject().put(name, settings)));
  }

  /** Waits until the gateway is ready; on a busy machine that takes half a minute. */
  public OpenClaw start() {
    var gateway = launch();
    gateway.awaitReady(Duration.ofSeconds(120));
    return gateway;
  }

  /** Waits for nothing: for a start that is to be watched, or to fail. */
  public OpenClaw launch() {
    return new OpenClaw(this);
  }
}

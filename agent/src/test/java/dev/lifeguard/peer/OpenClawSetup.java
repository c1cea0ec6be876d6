package dev.lifeguard.peer;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * How a gateway is to be: each method answers a changed copy.
 *
 * @param config what openclaw.json holds beyond port, token and log file, or instead of them
 * @param home what the home folder starts from
 * @param host another host to run on; empty: this one
 */
public record OpenClawSetup(JsonObject config, Home home, Optional<NetNs> host) {
  static final OpenClawSetup PLAIN =
      new OpenClawSetup(new JsonObject(), Home.EMPTY, Optional.empty());

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
    return new OpenClawSetup(config.copy().mergeIn(more, true), home, host);
  }

  public OpenClawSetup config(String json) {
    return config(new JsonObject(json));
  }

  public OpenClawSetup auth(JsonObject auth) {
    var cleared = config.copy();
    var gateway = cleared.getJsonObject("gateway", new JsonObject()).copy().put("auth", auth);
    return new OpenClawSetup(cleared.put("gateway", gateway), home, host);
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
    return new OpenClawSetup(config, Home.WITH_IRC_PLUGIN, host)
        .channel("irc", server.channelConfig())
        .config("{\"plugins\":{\"entries\":{\"irc\":{\"enabled\":true}}}}");
  }

  public OpenClawSetup provider(ProviderStandIn api) {
    return config(api.gatewayConfig());
  }

  /** On another host, open to its network. */
  public OpenClawSetup on(NetNs other) {
    return new OpenClawSetup(config, home, Optional.of(other))
        .config("{\"gateway\":{\"bind\":\"lan\"}}");
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

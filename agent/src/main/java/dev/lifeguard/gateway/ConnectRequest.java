package dev.lifeguard.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * Our side of the handshake. Client id and mode are the only pair that keeps its scopes on loopback
 * and through tunnels without a device identity.
 *
 * @param device signs the challenge where the gateway is not on loopback
 */
record ConnectRequest(
    Range protocols, String scope, Credential credential, Optional<DeviceIdentity> device) {
  static final String CLIENT = "gateway-client";
  static final String MODE = "backend";
  static final String ROLE = "operator";

  /** The gateway pins it when a device is approved, so it is the family and never the release. */
  static final String PLATFORM = platform(System.getProperty("os.name", ""));

  /** The protocol versions that we understand. */
  record Range(int oldest, int newest) {
    /** Wide above, so that a newer gateway says which it speaks instead of refusing us. */
    static final Range OURS = new Range(4, 9);

    @Override
    public String toString() {
      return oldest + " to " + newest;
    }
  }

  JsonObject frame(String id, Payload challenge) {
    var params =
        new JsonObject()
            .put("minProtocol", protocols.oldest())
            .put("maxProtocol", protocols.newest())
            .put("client", client())
            .put("role", ROLE)
            .put("scopes", new JsonArray().add(scope));
    var auth = credential.auth();
    if (!auth.isEmpty()) params.put("auth", auth);
    device.ifPresent(identity -> params.put("device", identity.sign(scope, credential, challenge)));
    return new JsonObject()
        .put("type", "req")
        .put("id", id)
        .put("method", "connect")
        .put("params", params);
  }

  private static JsonObject client() {
    return new JsonObject()
        .put("id", CLIENT)
        .put("version", "0.1.0")
        .put("platform", PLATFORM)
        .put("mode", MODE);
  }

  private static String platform(String osName) {
    var name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) return "darwin";
    return name.startsWith("windows") ? "win32" : "linux";
  }
}

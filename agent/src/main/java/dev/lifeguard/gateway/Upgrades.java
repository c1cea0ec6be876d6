package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import io.vertx.core.http.UpgradeRejectedException;
import java.util.Optional;

/** Says what it means that a server answered the WebSocket upgrade with something else than 101. */
final class Upgrades {
  private static final int LONGEST = 2_000;

  /** How the HTTP decoder numbers an answer that it cannot make anything of. */
  private static final int UNREADABLE = 999;

  private Upgrades() {}

  static Failure of(UpgradeRejectedException rejected) {
    var body = rejected.getBody() == null ? "" : shortened(rejected.getBody().toString());
    var status = rejected.getStatus();
    if (body.contains("Gateway websocket admission closed"))
      return new Failure(Reason.GATEWAY_DRAINING, said(status));
    if (body.contains("proxy_attribution_required"))
      return new Failure(Reason.PROXY_ATTRIBUTION, said(status));
    if (status == UNREADABLE)
      return new Failure(Reason.NOT_A_GATEWAY, "what answers speaks no HTTP");
    return new Stranger(status, location(rejected)).failure("to the upgrade");
  }

  private static String said(int status) {
    return "HTTP " + status + " to the upgrade";
  }

  private static Optional<String> location(UpgradeRejectedException rejected) {
    return Optional.ofNullable(rejected.getHeaders()).map(headers -> headers.get("Location"));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}

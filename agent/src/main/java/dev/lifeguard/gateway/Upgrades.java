package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import io.vertx.core.http.UpgradeRejectedException;

/** Says what it means that a server answered the WebSocket upgrade with something else than 101. */
final class Upgrades {
  private static final int LONGEST = 2_000;

  /** How the HTTP decoder numbers an answer that it cannot make anything of. */
  private static final int UNREADABLE = 999;

  private Upgrades() {}

  static Failure of(UpgradeRejectedException rejected) {
    var body = rejected.getBody() == null ? "" : shortened(rejected.getBody().toString());
    return new Failure(reason(rejected.getStatus(), body), said(rejected.getStatus()));
  }

  private static String said(int status) {
    return status == UNREADABLE
        ? "what answers speaks no HTTP"
        : "HTTP " + status + " to the upgrade";
  }

  private static Reason reason(int status, String body) {
    if (body.contains("Gateway websocket admission closed")) return Reason.GATEWAY_DRAINING;
    if (body.contains("proxy_attribution_required")) return Reason.PROXY_ATTRIBUTION;
    return switch (status) {
      case 502, 503, 504, 429 -> Reason.UPGRADE_REFUSED;
      default -> Reason.NOT_A_GATEWAY;
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}

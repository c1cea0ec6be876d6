package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Says who may have given an HTTP answer that is none of a gateway's: a proxy in front that does
 * not reach it, a login page, a web server. Pure.
 */
record Stranger(int status, Optional<String> location) {
  private static final int LONGEST = 200;

  /**
   * @param place what was asked for, as it is told: {@code to the upgrade}, {@code on /healthz}
   */
  Failure failure(String place) {
    return new Failure(reason(), "HTTP " + status + " " + place + ": " + meaning());
  }

  private Reason reason() {
    return switch (status) {
      case 502, 503, 504, 429 -> Reason.UPGRADE_REFUSED;
      default -> Reason.NOT_A_GATEWAY;
    };
  }

  private String meaning() {
    return switch (status) {
      case 200 -> "a web page, and no gateway's";
      case 301, 302, 303, 307, 308 ->
          "it sends on to " + target() + "; give the address it ends at";
      case 401, 407 -> "a proxy in front wants a login of its own";
      case 404 -> "nothing of a gateway's under this path";
      case 429 -> "a proxy in front has had too many requests";
      case 502, 504 -> "a proxy in front does not reach the gateway";
      case 503 -> "a proxy in front lets nobody through now";
      default -> "no gateway's answer";
    };
  }

  /** Without its query, which may hold a secret; a stranger's text goes no further than a URL. */
  private String target() {
    return location.flatMap(Stranger::bare).orElse("nowhere that is said");
  }

  private static Optional<String> bare(String text) {
    try {
      var url = new URI(text);
      var host = url.getHost() == null ? "" : url.getScheme() + "://" + authority(url);
      var bare = host + (url.getRawPath() == null ? "" : url.getRawPath());
      return Optional.of(bare.substring(0, Math.min(LONGEST, bare.length())))
          .filter(it -> !it.isEmpty());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String authority(URI url) {
    return url.getHost() + (url.getPort() == -1 ? "" : ":" + url.getPort());
  }
}

package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What the gateway's three health pages say: the second opinion, and all there is without a token.
 */
public record HttpSight(Page healthz, Page startupz, Page readyz) {
  /** One page. */
  public sealed interface Page {
    /**
     * @param location where it sends on to
     */
    record Said(int status, Optional<String> location, Payload body) implements Page {
      public Said(int status, Payload body) {
        this(status, Optional.empty(), body);
      }

      boolean isLive() {
        return status == 200 && body.text("status").filter("live"::equals).isPresent();
      }
    }

    record Silent(Failure failure) implements Page {}
  }

  static HttpSight nothing(Failure failure) {
    var silent = new Page.Silent(failure);
    return new HttpSight(silent, silent, silent);
  }

  /** What it comes to. A page that answers 200 proves nothing: every unknown path does. */
  public Evidence opinion() {
    return switch (healthz) {
      case Page.Silent(var failure) -> Evidence.of(GatewayState.of(failure.reason()), failure);
      case Page.Said said when said.isLive() -> alive();
      case Page.Said(_, _, var body) when attribution(body) -> proxied();
      case Page.Said(var status, var location, _) ->
          strange(new Stranger(status, location).failure("on /healthz"));
    };
  }

  /** Which release answers; known without a token. */
  public Optional<String> version() {
    return startupz instanceof Page.Said(_, _, var body) ? body.text("version") : Optional.empty();
  }

  /** Channels that the crash-loop breaker keeps from starting. */
  public List<String> suppressed() {
    return readyz instanceof Page.Said(_, _, var body) ? body.texts("suppressed") : List.of();
  }

  private Evidence alive() {
    if (startupz instanceof Page.Said(_, _, var body)) {
      var status = body.text("status").orElse("");
      if (status.equals("starting"))
        return Evidence.of(
            GatewayState.STARTING, new Failure(Reason.GATEWAY_STARTING, "/startupz says so"));
      if (status.equals("draining"))
        return Evidence.of(
            GatewayState.DRAINING, new Failure(Reason.GATEWAY_DRAINING, "/startupz says so"));
    }
    if (readyz instanceof Page.Said(_, _, var body)) {
      if (attribution(body)) return proxied();
      var failing = body.texts("failing");
      if (!failing.isEmpty())
        return Evidence.of(GatewayState.RUNNING, "/readyz: failing " + String.join(", ", failing));
    }
    return Evidence.of(GatewayState.RUNNING, "/healthz answers");
  }

  private static Evidence strange(Failure failure) {
    return Evidence.of(GatewayState.of(failure.reason()), failure);
  }

  private static boolean attribution(Payload body) {
    return body.child("error")
        .text("type")
        .filter("proxy_attribution_required"::equals)
        .isPresent();
  }

  private static Evidence proxied() {
    return Evidence.of(
        GatewayState.MISCONFIGURED,
        new Failure(Reason.PROXY_ATTRIBUTION, "HTTP 403 proxy_attribution_required"));
  }
}

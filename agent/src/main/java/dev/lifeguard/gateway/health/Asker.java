package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.GatewayConnection;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Asks over one connection, and does as the gateway says: what it forbids is not asked again on
 * this connection, what it limits is asked later, what it does not know is not asked at all.
 */
final class Asker {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final GatewayConnection connection;
  private final Teller teller;
  private final Set<String> forbidden = new HashSet<>();
  private final Map<String, Long> notBefore = new HashMap<>();

  Asker(GatewayConnection connection, Teller teller) {
    this.connection = connection;
    this.teller = teller;
  }

  GatewayConnection connection() {
    return connection;
  }

  Future<Reply> ask(String method, JsonObject params, Duration within) {
    if (!connection.hello().knows(method)) return missing(Reason.NOT_SUPPORTED, method);
    if (forbidden.contains(method)) return missing(Reason.SCOPE_MISSING, method);
    if (notBefore.getOrDefault(method, Long.MIN_VALUE) > teller.nanos())
      return missing(Reason.RATE_LIMITED, method);
    return connection.call(method, params, within).onSuccess(reply -> heard(method, reply));
  }

  private void heard(String method, Reply reply) {
    switch (reply) {
      case Reply.Answered(_, var took) ->
          teller.event(at -> new GatewayEvent.CallAnswered(teller.gateway(), method, took, at));
      case Reply.Missing(var failure) ->
          teller.event(at -> new GatewayEvent.CallFailed(teller.gateway(), method, failure, at));
      case Reply.Refused refused -> refused(method, refused);
    }
  }

  private void refused(String method, Reply.Refused refused) {
    var failure = refused.error().failure();
    teller.event(at -> new GatewayEvent.CallFailed(teller.gateway(), method, failure, at));
    if (failure.reason() == Reason.SCOPE_MISSING && forbidden.add(method)) {
      var scope = refused.error().missingScope().orElse("");
      teller.event(at -> new GatewayEvent.CallForbidden(teller.gateway(), method, scope, at));
    }
    if (failure.reason() == Reason.RATE_LIMITED)
      notBefore.put(method, teller.nanos() + refused.error().retryAfter().orElse(PAUSE).toNanos());
  }

  private static Future<Reply> missing(Reason reason, String method) {
    return Future.succeededFuture(Reply.missing(reason, method));
  }
}

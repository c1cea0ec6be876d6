package dev.lifeguard.notify.openclaw;

import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.gateway.Rights;
import dev.lifeguard.notify.Notice;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.notify.Wording;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * Has the gateway write to one of its chats, by the call {@code send}. The notice's key goes along,
 * so that a gateway that took it already does not write it twice.
 */
final class OpenClawChannel implements Receiver {
  /** The gateway itself waits for the chat service. */
  private static final Duration WITHIN = Duration.ofSeconds(30);

  /** What the strictest of the large services takes in one message. */
  private static final int LONGEST = 4000;

  private final OpenClawSettings settings;
  private final List<GatewayControl> lines;

  OpenClawChannel(OpenClawSettings settings, Outside outside) {
    this.settings = settings;
    this.lines = settings.ways().all().stream().map(way -> line(way, outside)).toList();
  }

  private GatewayControl line(GatewaySettings way, Outside outside) {
    var identity = settings.ways().identity();
    return new GatewayControl(outside.vertx(), outside.time(), way, identity, Rights.WRITE);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Future<Void> send(Notice notice) {
    return send(message(notice), 0);
  }

  private JsonObject message(Notice notice) {
    var wording = new Wording(settings.language(), ZoneId.systemDefault());
    var text = wording.title(notice) + "\n" + wording.text(notice);
    var params =
        new JsonObject()
            .put("channel", settings.to().channel())
            .put("to", settings.to().peer())
            .put("message", text.substring(0, Math.min(LONGEST, text.length())))
            .put("idempotencyKey", "lifeguard-" + notice.key());
    settings.to().account().ifPresent(account -> params.put("accountId", account));
    return params;
  }

  /** By the next way if the gateway cannot be reached by this one. */
  private Future<Void> send(JsonObject message, int way) {
    if (way >= lines.size()) return failed(Reason.NOT_SUPPORTED, "no way leads to the gateway");
    return lines
        .get(way)
        .call("send", message, WITHIN)
        .compose(
            reply ->
                switch (reply) {
                  case Reply.Answered _ -> Future.succeededFuture();
                  case Reply.Refused(var error, _) ->
                      Future.failedFuture(new FailedException(error.failure()));
                  case Reply.Missing _ when way + 1 < lines.size() -> send(message, way + 1);
                  case Reply.Missing(var failure) ->
                      Future.failedFuture(new FailedException(failure));
                });
  }

  private static Future<Void> failed(Reason reason, String detail) {
    return Future.failedFuture(new FailedException(reason, detail));
  }

  @Override
  public void close() {
    lines.forEach(GatewayControl::close);
  }
}

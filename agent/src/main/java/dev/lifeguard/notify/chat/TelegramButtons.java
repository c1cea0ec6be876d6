package dev.lifeguard.notify.chat;

import dev.lifeguard.bus.Subscription;
import dev.lifeguard.config.SecretFile;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Pressed;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Telegram, by long polls, which buttons were pressed: that needs no address of ours that the
 * world can reach. Only what comes from the receiver's own chat counts. Lives on one event-loop
 * context.
 */
final class TelegramButtons implements Subscription {
  private static final Logger log = LoggerFactory.getLogger(TelegramButtons.class);
  private static final Duration POLL = Duration.ofSeconds(25);
  private static final Duration DEADLINE = POLL.plusSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(15);

  /**
   * The token is wrong, or another program reads this bot's messages: only people can mend that.
   */
  private static final Duration LONG_PAUSE = Duration.ofMinutes(5);

  private final ChatSettings settings;
  private final Outside outside;
  private final Consumer<Pressed> pressed;
  private Timer next;
  private long offset;
  private boolean closed;

  TelegramButtons(ChatSettings settings, Outside outside, Consumer<Pressed> pressed) {
    this.settings = settings;
    this.outside = outside;
    this.pressed = pressed;
    this.next = outside.time().after(Duration.ZERO, this::poll);
  }

  private void poll() {
    var request =
        new JsonObject()
            .put("timeout", POLL.toSeconds())
            .put("allowed_updates", new JsonArray().add("callback_query"));
    if (offset > 0) request.put("offset", offset);
    call("getUpdates", request, DEADLINE)
        .map(this::heard)
        .onSuccess(this::again)
        .onFailure(this::failed);
  }

  private Duration heard(JsonObject answer) {
    if (closed) return PAUSE;
    for (var update : Loosely.objects(answer, "result")) {
      offset = Math.max(offset, Loosely.number(update, "update_id") + 1);
      hear(Loosely.object(update, "callback_query"));
    }
    return Duration.ofMillis(1);
  }

  private void hear(JsonObject query) {
    var chat = Loosely.object(Loosely.object(query, "message"), "chat");
    var alert = Pressed.alert(Loosely.text(query, "data"));
    if (alert.isEmpty() || !isOurs(chat)) return;
    var who = name(Loosely.object(query, "from"));
    log.info("button pressed receiver={} alert={} who={}", settings.name(), alert.get(), who);
    pressed.accept(new Pressed(alert.get(), who, settings.name()));
    answer(Loosely.text(query, "id"), who);
  }

  private boolean isOurs(JsonObject chat) {
    return settings.to().equals(String.valueOf(chat.getValue("id")))
        || settings.to().equals("@" + Loosely.text(chat, "username"));
  }

  private static String name(JsonObject from) {
    var username = Loosely.text(from, "username");
    var name = username.isEmpty() ? Loosely.text(from, "first_name") : "@" + username;
    return name + " (Telegram " + from.getValue("id") + ")";
  }

  /** Stops the button's clock on their side; whether it arrives does not matter. */
  private void answer(String query, String who) {
    var body = new JsonObject().put("callback_query_id", query).put("text", who + " ✓");
    call("answerCallbackQuery", body, Outside.DEADLINE)
        .onFailure(e -> log.debug("answer not taken because={}", e.getMessage()));
  }

  private void failed(Throwable e) {
    if (closed) return;
    log.warn("buttons not heard receiver={} because={}", settings.name(), e.getMessage());
    var grave =
        e instanceof FailedException failed
            && (failed.failure().reason() == Reason.UNAUTHORIZED
                || failed.failure().reason() == Reason.CREDENTIAL_MISSING
                || failed.failure().detail().startsWith("status 409"));
    again(grave ? LONG_PAUSE : PAUSE);
  }

  private void again(Duration pause) {
    if (!closed) next = outside.time().after(pause, this::poll);
  }

  private Future<JsonObject> call(String method, JsonObject body, Duration deadline) {
    if (!(SecretFile.read(settings.secret()) instanceof SecretFile.Result.Read(var token)))
      return Future.failedFuture(
          new FailedException(Reason.CREDENTIAL_MISSING, "the bot's token cannot be read"));
    var address = URI.create(settings.url() + "/bot" + token.reveal() + "/" + method);
    var json = Map.of("Content-Type", "application/json");
    return outside.post(address, json, body.toBuffer(), deadline).map(TelegramButtons::judged);
  }

  private static JsonObject judged(Buffer answer) {
    var json = new JsonObject(answer);
    if (json.getBoolean("ok", false)) return json;
    throw new FailedException(Reason.REQUEST_REJECTED, json.getString("description", "not ok"));
  }

  @Override
  public void end() {
    closed = true;
    next.cancel();
  }
}

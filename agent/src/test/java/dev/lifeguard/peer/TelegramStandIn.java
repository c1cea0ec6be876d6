package dev.lifeguard.peer;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for Telegram's Bot API, which cannot run here: enough of it that OpenClaw's own
 * Telegram channel becomes ready, and fails in Telegram's ways.
 */
public final class TelegramStandIn implements AutoCloseable {
  public static final String BOT_TOKEN = "123456:TESTTOKENTESTTOKENTESTTOKENTEST";

  private final StandInServer server = new StandInServer(this::handle);
  private final BlockingQueue<JsonObject> updates = new LinkedBlockingQueue<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger updateId = new AtomicInteger(1000);
  private volatile Mood mood = Mood.OK;

  private enum Mood {
    OK,
    UNAUTHORIZED
  }

  /** One request to the API, such as {@code sendMessage}. */
  public record Call(String method, JsonObject body) {}

  public int port() {
    return server.port();
  }

  /** What a client takes for {@code https://api.telegram.org}. */
  public String root() {
    return "http://127.0.0.1:" + port();
  }

  /** {@code channels.telegram} of a gateway that uses this API. */
  public JsonObject channelConfig() {
    return new JsonObject().put("enabled", true).put("botToken", BOT_TOKEN).put("apiRoot", root());
  }

  /** All is well, after whatever was before. */
  public void ok() {
    mood = Mood.OK;
    server.goOn();
    server.start();
  }

  /** The token was revoked: the gateway's channel ends blocked, and stays so. */
  public void unauthorized() {
    mood = Mood.UNAUTHORIZED;
  }

  /** Nothing listens any more. */
  public void refuse() {
    server.stop();
  }

  /** Requests are taken and not answered. */
  public void hang() {
    server.hang();
  }

  /** Somebody wrote to the bot. */
  public void deliver(JsonObject update) {
    updates.add(update.copy().put("update_id", updateId.incrementAndGet()));
  }

  public List<Call> calls(String method) {
    return calls.stream().filter(call -> call.method().equals(method)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var method = exchange.getRequestURI().getPath().replaceFirst("^/bot[^/]*/", "");
    calls.add(new Call(method, StandInServer.body(exchange)));
    if (mood == Mood.UNAUTHORIZED || !exchange.getRequestURI().getPath().contains(BOT_TOKEN)) {
      StandInServer.answer(exchange, 401, refusal());
      return;
    }
    StandInServer.answer(
        exchange, 200, new JsonObject().put("ok", true).put("result", result(method)));
  }

  private Object result(String method) {
    return switch (method) {
      case "getMe" ->
          new JsonObject()
              .put("id", 123456)
              .put("is_bot", true)
              .put("first_name", "Lifeguard test")
              .put("username", "lifeguard_test_bot");
      case "getUpdates" -> nextUpdates();
      case "getWebhookInfo" -> new JsonObject().put("url", "").put("pending_update_count", 0);
      case "sendMessage" ->
          new JsonObject()
              .put("message_id", calls.size())
              .put("date", 1_795_000_000)
              .put("chat", new JsonObject().put("id", 1).put("type", "private"));
      default -> true;
    };
  }

  /** A long poll, shorter than the real one, so that a test sees the next answer soon. */
  private JsonArray nextUpdates() {
    var answer = new JsonArray();
    try {
      var update = updates.poll(1, TimeUnit.SECONDS);
      if (update != null) answer.add(update);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }

  private static JsonObject refusal() {
    return new JsonObject()
        .put("ok", false)
        .put("error_code", 401)
        .put("description", "Unauthorized");
  }

  @Override
  public void close() {
    server.close();
  }
}

package dev.lifeguard.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Puts replies on the wire; what has not changed since it was read last is not sent again. */
final class Delivery {
  private Delivery() {}

  static void send(RoutingContext context, Reply reply) {
    var response = context.response();
    if (response.ended() || response.closed()) return;
    switch (reply) {
      case Reply.Json(var status, var body) when status == 200 ->
          tagged(context, "application/json", encode(body));
      case Reply.Json(var status, var body) ->
          typed(response, "application/json").setStatusCode(status).end(encode(body));
      case Reply.Text(var type, var body) -> {
        typed(response, type);
        end(context, Buffer.buffer(body));
      }
      case Reply.Page(var html, var style) -> {
        typed(response, "text/html; charset=utf-8")
            .putHeader("Content-Security-Policy", Console.policy("'" + style + "'"));
        end(context, Buffer.buffer(html));
      }
      case Reply.File(var type, var body) -> tagged(context, type, body);
      case Reply.Stream _ when isHead(context) -> typed(response, "text/event-stream").end();
      case Reply.Stream(var begin) -> begin.accept(response);
      case Reply.Problem problem -> send(context, problem);
    }
  }

  private static void send(RoutingContext context, Reply.Problem problem) {
    var response = context.response();
    if (problem.status() == 429) response.putHeader("Retry-After", "5");
    if (problem.status() == 401) response.putHeader("WWW-Authenticate", "Bearer");
    typed(response, "application/problem+json").setStatusCode(problem.status());
    end(context, encode(problem.json()));
  }

  /** A HEAD is told how long the body would be, and gets none. */
  private static void end(RoutingContext context, Buffer body) {
    if (isHead(context))
      context.response().putHeader("Content-Length", Integer.toString(body.length())).end();
    else context.response().end(body);
  }

  private static void tagged(RoutingContext context, String type, Buffer body) {
    var response = typed(context.response(), type);
    if (!context.request().method().equals(HttpMethod.GET) && !isHead(context)) {
      response.end(body);
      return;
    }
    var tag = tag(body);
    response.putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
    var known = context.request().getHeader("If-None-Match");
    if (known != null && Arrays.asList(known.split("\\s*,\\s*")).contains(tag))
      response.setStatusCode(304).end();
    else end(context, body);
  }

  private static boolean isHead(RoutingContext context) {
    return context.request().method().equals(HttpMethod.HEAD);
  }

  /** Weak: the same content may be sent compressed or not. */
  private static String tag(Buffer body) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
      return "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static HttpServerResponse typed(HttpServerResponse response, String type) {
    return response.putHeader("Content-Type", type);
  }

  private static Buffer encode(Object body) {
    return switch (body) {
      case JsonObject object -> object.toBuffer().appendString("\n");
      case JsonArray array -> array.toBuffer().appendString("\n");
      default -> throw new IllegalStateException("not JSON: " + body.getClass());
    };
  }
}

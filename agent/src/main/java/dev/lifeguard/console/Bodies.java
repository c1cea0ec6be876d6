package dev.lifeguard.console;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/** Whether the body of a wish can be read at all, before anybody looks for something in it. */
final class Bodies {
  private Bodies() {}

  /** Nothing, or why not. Having no body is for the endpoint to judge. */
  static Optional<Reply.Problem> refusal(Endpoint.Kind kind, RoutingContext context) {
    return switch (kind) {
      case OPEN, READ -> Optional.empty();
      case WRITE -> refusal(context);
    };
  }

  private static Optional<Reply.Problem> refusal(RoutingContext context) {
    var body = context.body().buffer();
    if (body == null || body.length() == 0) return Optional.empty();
    if (!isJson(context.request().getHeader("Content-Type")))
      return Optional.of(
          new Reply.Problem(
              415,
              "not_json",
              "the body has to be JSON; say so with the header Content-Type: application/json"));
    try {
      return Json.decodeValue(body) instanceof JsonObject
          ? Optional.empty()
          : bad("the body is JSON, but no object: {…}");
    } catch (DecodeException e) {
      return bad("the body is no JSON: " + firstLine(e));
    }
  }

  private static boolean isJson(String type) {
    if (type == null) return false;
    var bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return bare.equals("application/json") || bare.endsWith("+json");
  }

  /** The parser's own words end with where it was, over several lines. */
  private static String firstLine(DecodeException e) {
    return String.valueOf(e.getMessage())
        .replaceFirst("^Failed to decode: ?", "")
        .lines()
        .findFirst()
        .orElse("");
  }

  private static Optional<Reply.Problem> bad(String detail) {
    return Optional.of(new Reply.Problem(400, "bad_json", detail));
  }
}

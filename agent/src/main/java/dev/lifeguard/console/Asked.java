package dev.lifeguard.console;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** One request, as far as an endpoint needs to know it. */
public record Asked(RoutingContext context) {
  /** A named part of the path. */
  public String part(String name) {
    return Optional.ofNullable(context.pathParam(name)).orElse("");
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(context.request().getParam(name)).filter(text -> !text.isEmpty());
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  /** The body as it came. */
  public String text() {
    return Optional.ofNullable(context.body().asString()).orElse("");
  }

  /** The body as a JSON object: empty when there is none, or when it is no object. */
  public Optional<JsonObject> json() {
    try {
      var body = context.body().buffer();
      return body == null ? Optional.empty() : Optional.of(new JsonObject(body));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }
}

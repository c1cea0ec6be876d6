package dev.lifeguard.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** What an endpoint answers. */
public sealed interface Reply {
  record Json(int status, Object body) implements Reply {}

  record Text(String contentType, String body) implements Reply {}

  /**
   * A page that carries its style in itself.
   *
   * @param style the hash by which the policy lets it in
   */
  record Page(String html, String style) implements Reply {}

  /** Bytes that stay the same while the agent runs. */
  record File(String contentType, Buffer body) implements Reply {}

  /** An answer without an end: whoever listens is written to until it goes. */
  record Stream(Consumer<HttpServerResponse> begin) implements Reply {}

  /**
   * A problem as RFC 9457 has it.
   *
   * @param code stable, for programs
   * @param detail one sentence for people: what is wrong and how to mend it
   */
  record Problem(int status, String code, String detail) implements Reply {
    public JsonObject json() {
      return new JsonObject()
          .put("type", "about:blank")
          .put("title", code)
          .put("status", status)
          .put("detail", detail);
    }
  }

  static Reply ok(Object json) {
    return new Json(200, json);
  }

  static Reply accepted(Object json) {
    return new Json(202, json);
  }

  static Reply missing(String what) {
    return new Problem(404, "not_found", what + " is not known here");
  }

  static Reply refused(String detail) {
    return new Problem(400, "bad_request", detail);
  }
}

package dev.lifeguard.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What can be asked of this agent, for those who begin at {@code /api/v1}. */
public final class IndexApi {
  private IndexApi() {}

  /** Of everything else. */
  public static Endpoint of(List<Endpoint> endpoints) {
    var list = new JsonArray();
    for (var endpoint : endpoints)
      if (endpoint.path().startsWith("/api/"))
        list.add(
            new JsonObject()
                .put("method", endpoint.method().name())
                .put("path", endpoint.path().replaceAll(":(\\w+)", "{$1}")));
    var json = new JsonObject().put("description", "/api/v1/openapi.yaml").put("endpoints", list);
    return Endpoint.read("/api/v1", _ -> Future.succeededFuture(Reply.ok(json)));
  }
}

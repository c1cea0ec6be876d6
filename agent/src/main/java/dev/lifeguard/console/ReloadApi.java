package dev.lifeguard.console;

import dev.lifeguard.config.ReloadEvent;
import dev.lifeguard.config.ReloadEvent.ReloadApplied;
import dev.lifeguard.config.ReloadEvent.ReloadRefused;
import dev.lifeguard.config.ReloadEvent.ReloadWaiting;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** Reads the configuration anew when asked, and says what came of it. */
public final class ReloadApi {
  private final Supplier<Future<ReloadEvent>> reload;

  public ReloadApi(Supplier<Future<ReloadEvent>> reload) {
    this.reload = reload;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/api/v1/reload", _ -> reload.get().map(ReloadApi::reply)));
  }

  private static Reply reply(ReloadEvent event) {
    var json = Shown.reload(event);
    return switch (event) {
      case ReloadApplied _ -> Reply.ok(json);
      case ReloadWaiting _ -> Reply.accepted(json);
      case ReloadRefused _ -> new Reply.Json(422, json);
    };
  }
}

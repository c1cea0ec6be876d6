package dev.lifeguard.console;

import dev.lifeguard.baseline.BaselineJson;
import dev.lifeguard.baseline.BaselineWatch;
import java.util.List;

/** What the latest look at the baseline found, and a fresh look on request. */
public final class BaselineApi {
  private final BaselineWatch watch;

  public BaselineApi(BaselineWatch watch) {
    this.watch = watch;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read(
            "/api/v1/baseline", _ -> watch.report().map(it -> Reply.ok(BaselineJson.of(it)))),
        Endpoint.post(
            "/api/v1/baseline", _ -> watch.fresh().map(it -> Reply.ok(BaselineJson.of(it)))));
  }
}

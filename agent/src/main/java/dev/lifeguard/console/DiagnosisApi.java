package dev.lifeguard.console;

import dev.lifeguard.diagnosis.watch.DiagnosisWatch;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;

/** The last diagnosis of a gateway, and a new one on request. */
public final class DiagnosisApi {
  private static final String PATH = "/api/v1/gateways/:name/diagnosis";

  private final DiagnosisWatch watch;
  private final Predicate<String> watched;

  public DiagnosisApi(DiagnosisWatch watch, Predicate<String> watched) {
    this.watch = watch;
    this.watched = watched;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read(
            PATH,
            asked ->
                watch
                    .latest(asked.part("name"))
                    .map(
                        found ->
                            found.map(Reply::ok).orElseGet(() -> nothing(asked.part("name"))))),
        Endpoint.post(
            PATH,
            asked ->
                watch
                    .run(asked.part("name"))
                    .map(
                        found ->
                            found.map(Reply::ok).orElseGet(() -> Reply.missing("this gateway")))));
  }

  private Reply nothing(String gateway) {
    return watched.test(gateway) ? Reply.ok(new JsonObject()) : Reply.missing("this gateway");
  }
}

package dev.lifeguard.diagnosis.watch;

import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.diagnosis.DiagnosisJson;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeps what was found, with the alert and the incident that it was found for. */
final class DiagnosisJournal {
  private static final Duration KEPT = Duration.ofDays(400);
  private static final String PUT =
      "INSERT INTO diagnosis (gateway, alert, incident, cause, basis, at, told)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final Store store;

  DiagnosisJournal(Store store) {
    this.store = store;
  }

  Future<Void> keep(CauseFound found) {
    return store.write(
        List.of(
            Change.of("DELETE FROM diagnosis WHERE at < ?", found.at().minus(KEPT)),
            Change.of(
                PUT,
                found.gateway(),
                found.alert(),
                found.incident(),
                found.diagnosis().causeCode(),
                found.diagnosis().basis().code(),
                found.at(),
                DiagnosisJson.write(found.diagnosis()).encode())));
  }

  /** The latest of that gateway, as JSON. */
  Future<Optional<JsonObject>> latest(String gateway) {
    return store
        .query(
            "SELECT told FROM diagnosis WHERE gateway = ? ORDER BY at DESC, id DESC LIMIT 1",
            row -> new JsonObject(row.text("told")),
            gateway)
        .map(rows -> rows.stream().findFirst());
  }
}

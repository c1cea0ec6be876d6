package dev.lifeguard.remedy.step.config;

import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.step.Waiting;
import dev.lifeguard.store.Store;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes of configurations and snapshots, written down before they are made. */
public final class ConfigJournal {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** So many snapshots of a gateway are kept. */
  private static final int KEPT = 20;

  private final Store store;

  public ConfigJournal(Store store) {
    this.store = store;
  }

  /**
   * A change as written down.
   *
   * @param version of the gateway when it was made
   */
  record Entry(String run, int number, String version, ConfigChange change) {}

  /** A document as it was, secrets hidden. */
  record Snapshot(long id, Instant at, String version, JsonObject document) {}

  /** A step that is done again after a kill keeps its first way back. */
  void plan(Scene scene, String version, ConfigChange change, Instant now)
      throws InterruptedException {
    Waiting.on(
        store.write(
            "INSERT OR IGNORE INTO config_change(run, number, gateway, at, version, patch, undo,"
                + " redo, undone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
            scene.cause().run(),
            scene.number(),
            scene.gateway(),
            now,
            version,
            change.patch().encode(),
            change.undo().encode(),
            change.redo().encode()),
        PATIENCE);
  }

  /** It was never made, or is taken back. */
  void undone(String run, int number) throws InterruptedException {
    Waiting.on(
        store.write(
            "UPDATE config_change SET undone = 1 WHERE run = ? AND number = ?", run, number),
        PATIENCE);
  }

  /** What the run changed at the gateway and did not take back, the latest first. */
  List<Entry> standing(Scene scene) throws InterruptedException {
    return Waiting.on(
        store.query(
            "SELECT * FROM config_change WHERE run = ? AND gateway = ? AND undone = 0"
                + " ORDER BY number DESC",
            row ->
                new Entry(
                    row.text("run"),
                    (int) row.number("number"),
                    row.text("version"),
                    new ConfigChange(
                        new JsonObject(row.text("patch")),
                        new JsonObject(row.text("undo")),
                        new JsonObject(row.text("redo")))),
            scene.cause().run(),
            scene.gateway()),
        PATIENCE);
  }

  Snapshot snapshot(Scene scene, String version, JsonObject document, Instant now)
      throws InterruptedException {
    store.write(
        "INSERT INTO config_snapshot(run, gateway, at, version, document) VALUES (?, ?, ?, ?, ?)",
        scene.cause().run(),
        scene.gateway(),
        now,
        version,
        document.encode());
    store.write(
        "DELETE FROM config_snapshot WHERE gateway = ? AND id NOT IN (SELECT id FROM"
            + " config_snapshot WHERE gateway = ? ORDER BY id DESC LIMIT "
            + KEPT
            + ")",
        scene.gateway(),
        scene.gateway());
    return latest(scene).orElseThrow(() -> new IllegalStateException("a snapshot was not kept"));
  }

  /** The run's own. */
  Optional<Snapshot> latest(Scene scene) throws InterruptedException {
    return Waiting.on(
            store.query(
                "SELECT * FROM config_snapshot WHERE run = ? AND gateway = ? ORDER BY id DESC"
                    + " LIMIT 1",
                row ->
                    new Snapshot(
                        row.number("id"),
                        row.instant("at"),
                        row.text("version"),
                        new JsonObject(row.text("document"))),
                scene.cause().run(),
                scene.gateway()),
            PATIENCE)
        .stream()
        .findFirst();
  }
}

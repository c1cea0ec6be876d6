package dev.lifeguard.remedy.step;

import dev.lifeguard.remedy.Scene;
import dev.lifeguard.store.Store;
import java.time.Duration;
import java.util.Optional;

/** What a step showed to people before they said yes: only that may then be done. */
public final class Shown {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Store store;

  public Shown(Store store) {
    this.store = store;
  }

  public void keep(Scene scene, String value) throws InterruptedException {
    Waiting.on(
        store.write(
            "INSERT INTO step_shown(run, number, value) VALUES (?, ?, ?)"
                + " ON CONFLICT(run, number) DO UPDATE SET value = excluded.value",
            scene.cause().run(),
            scene.number(),
            value),
        PATIENCE);
  }

  public Optional<String> of(Scene scene) throws InterruptedException {
    return Waiting.on(
            store.query(
                "SELECT value FROM step_shown WHERE run = ? AND number = ?",
                row -> row.text("value"),
                scene.cause().run(),
                scene.number()),
            PATIENCE)
        .stream()
        .findFirst();
  }
}

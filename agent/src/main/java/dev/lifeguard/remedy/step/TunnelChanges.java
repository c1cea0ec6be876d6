package dev.lifeguard.remedy.step;

import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Settings of tunnels that remedies changed: they outlive the agent, and end as soon as a person
 * changes what is configured. Asked by the thread that follows the configuration, changed by those
 * of runs.
 */
public final class TunnelChanges {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** A change, and the configured settings that it was made for. */
  private record Kept(String configured, TunnelChange change) {}

  private final Store store;
  private final Time time;
  private final Supplier<Future<Void>> follow;
  private volatile Map<TunnelId, Kept> kept = Map.of();
  private volatile Map<TunnelId, String> configured = Map.of();

  /**
   * @param follow has the agent put its tunnels in order anew
   */
  public TunnelChanges(Store store, Time time, Supplier<Future<Void>> follow) {
    this.store = store;
    this.time = time;
    this.follow = follow;
  }

  /** What was kept from an earlier life. */
  public Future<Void> load() {
    return store
        .query(
            "SELECT * FROM tunnel_change",
            row ->
                Map.entry(
                    new TunnelId(row.text("gateway"), row.text("tunnel")),
                    new Kept(
                        row.text("configured"),
                        TunnelChange.of(new JsonObject(row.text("change"))))))
        .map(
            rows -> {
              var all = new HashMap<TunnelId, Kept>();
              rows.forEach(row -> all.put(row.getKey(), row.getValue()));
              kept = Map.copyOf(all);
              return null;
            });
  }

  /** The settings to go by, of those that are configured. */
  public synchronized TunnelSettings applied(TunnelId id, TunnelSettings settings) {
    if (!(settings instanceof TunnelSettings.Kept ours)) return settings;
    var print = print(ours);
    var known = new HashMap<>(configured);
    known.put(id, print);
    configured = Map.copyOf(known);
    var change = kept.get(id);
    if (change == null || !change.configured().equals(print)) return settings;
    var ssh = change.change().applied(ours.ssh());
    return new TunnelSettings.Kept(ours.name(), ssh, ours.forwards(), ours.standby());
  }

  /** Keeps the change, and has the tunnel begin anew with it. */
  public void put(TunnelId id, TunnelChange change) throws InterruptedException {
    var next = join(id, change);
    Waiting.on(
        store.write(
            "INSERT INTO tunnel_change(gateway, tunnel, configured, change, at)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT(gateway, tunnel) DO UPDATE SET"
                + " configured = excluded.configured, change = excluded.change, at = excluded.at",
            id.gateway(),
            id.name(),
            next.configured(),
            next.change().toJson().encode(),
            time.now()),
        PATIENCE);
    Waiting.on(follow.get(), PATIENCE);
  }

  private synchronized Kept join(TunnelId id, TunnelChange change) {
    var print = configured.getOrDefault(id, "");
    var before = kept.get(id);
    var same = before != null && before.configured().equals(print);
    var next = new Kept(print, same ? change.over(before.change()) : change);
    var all = new HashMap<>(kept);
    all.put(id, next);
    kept = Map.copyOf(all);
    return next;
  }

  private static String print(TunnelSettings.Kept settings) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(settings.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

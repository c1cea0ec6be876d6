package dev.lifeguard.path;

import dev.lifeguard.store.Store;
import dev.lifeguard.time.Moment;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which path was in use, over restarts. Only a switch is written: that a path is still in use is no
 * news. From any thread.
 */
final class PathMemory {
  private static final String KEEP =
      "INSERT OR REPLACE INTO path_in_use (gateway, path, since, held_until, losses)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String RECALL =
      "SELECT gateway, path, since, held_until, losses FROM path_in_use";

  private final Store store;

  /** One line of it. */
  private record Kept(String gateway, PathState state) {}

  PathMemory(Store store) {
    this.store = store;
  }

  Future<Void> keep(String gateway, PathState state) {
    return store.write(
        KEEP,
        gateway,
        state.current(),
        state.since().wall(),
        state.held().map(Moment::wall),
        state.losses().stream()
            .map(at -> Long.toString(at.wall().toEpochMilli()))
            .collect(Collectors.joining(" ")));
  }

  /** By gateway; what was long ago is still so long ago. */
  Future<Map<String, PathState>> recall(Moment now) {
    return store
        .query(
            RECALL,
            row ->
                new Kept(
                    row.text("gateway"),
                    new PathState(
                        row.text("path"),
                        past(row.instant("since"), now),
                        row.optionalInstant("held_until").map(until -> at(until, now)),
                        losses(row.text("losses"), now))))
        .map(all -> all.stream().collect(Collectors.toMap(Kept::gateway, Kept::state)));
  }

  private static List<Moment> losses(String text, Moment now) {
    return Arrays.stream(text.split(" "))
        .filter(word -> !word.isEmpty())
        .map(word -> past(Instant.ofEpochMilli(Long.parseLong(word)), now))
        .toList();
  }

  /** A clock that was set back meanwhile makes nothing lie ahead. */
  private static Moment past(Instant then, Moment now) {
    return at(then.isAfter(now.wall()) ? now.wall() : then, now);
  }

  private static Moment at(Instant then, Moment now) {
    return now.plus(Duration.between(now.wall(), then));
  }
}

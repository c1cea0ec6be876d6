package dev.lifeguard.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list: {@code limit} says how much of it, {@code cursor} where the part before ended,
 * as its {@code nextCursor} said. Without a limit all is given.
 *
 * @param name of the list in the answer
 * @param key names an item within the list; the cursor is the last one's
 */
record Paging<T>(String name, Function<T, String> key, Function<T, JsonObject> write) {
  private static final int MOST = 1000;

  Reply reply(Asked asked, List<T> items) {
    return reply(asked, items, new JsonObject());
  }

  /**
   * @param more what the answer says beside the list
   */
  Reply reply(Asked asked, List<T> items, JsonObject more) {
    var limit = asked.query("limit");
    if (limit.isPresent() && number(limit.get()) == 0)
      return Reply.refused("limit is a number from 1 to " + MOST + ", not " + limit.get());
    return after(asked, items)
        .map(rest -> part(rest, limit.map(Paging::number).orElse(rest.size()), more))
        .orElseGet(
            () -> Reply.refused("the cursor leads nowhere any more; begin again without it"));
  }

  private Reply part(List<T> rest, int most, JsonObject more) {
    var part = rest.subList(0, Math.min(most, rest.size()));
    var json = more.put(name, new JsonArray(part.stream().map(write).toList()));
    if (part.size() < rest.size()) json.put("nextCursor", key.apply(part.getLast()));
    return Reply.ok(json);
  }

  /** 0 when it is none of those that may be asked for. */
  private static int number(String limit) {
    var number = limit.matches("[1-9]\\d{0,3}") ? Integer.parseInt(limit) : 0;
    return number <= MOST ? number : 0;
  }

  private Optional<List<T>> after(Asked asked, List<T> items) {
    var cursor = asked.query("cursor");
    if (cursor.isEmpty()) return Optional.of(items);
    for (var i = 0; i < items.size(); i++)
      if (key.apply(items.get(i)).equals(cursor.get()))
        return Optional.of(items.subList(i + 1, items.size()));
    return Optional.empty();
  }
}

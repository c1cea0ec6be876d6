package dev.lifeguard.console.live;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The latest items of the stream, numbered without gaps, so that a listener who was away can catch
 * up. Bounded by number and by size: names come from outside and may be long. Owned by one thread.
 */
final class Ring {
  /**
   * One thing that was told.
   *
   * @param type the name of the event
   * @param data JSON in one line
   */
  record Item(long number, String type, String data) {
    private int size() {
      return type.length() + data.length();
    }
  }

  private final int most;
  private final long largest;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private long last;
  private long size;

  /**
   * @param most items that are kept
   * @param largest characters that are kept, of all items together
   */
  Ring(int most, long largest) {
    this.most = most;
    this.largest = largest;
  }

  Item add(String type, String data) {
    var item = new Item(++last, type, data);
    items.add(item);
    size += item.size();
    while (items.size() > most || (size > largest && items.size() > 1))
      size -= items.remove().size();
    return item;
  }

  /** The number of the latest item; 0 before the first. */
  long last() {
    return last;
  }

  /** All that was told after the number; empty when some of it is gone, or never was. */
  Optional<List<Item>> after(long number) {
    if (number > last || number < last - items.size()) return Optional.empty();
    return Optional.of(items.stream().skip(number - (last - items.size())).toList());
  }
}

package dev.lifeguard.notify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which of the waiting entries go out together, and as what. Pure. An alert is in a batch once at
 * most, with its oldest transition, so that firing and resolved arrive in order.
 */
record Batch(List<Entry> entries) {
  Batch {
    entries = List.copyOf(entries);
  }

  /** The oldest entry and all that belong to its group. */
  static Batch first(List<Entry> waiting) {
    var seen = new HashSet<String>();
    var batch = new ArrayList<Entry>();
    var group = waiting.getFirst().told().gateway();
    for (var entry : waiting)
      if (seen.add(entry.told().fingerprint()) && entry.told().gateway().equals(group))
        batch.add(entry);
    return new Batch(batch);
  }

  /** Everything that waits, whatever its group: for a receiver whose budget ran out. */
  static Batch storm(List<Entry> waiting) {
    var seen = new HashSet<String>();
    return new Batch(waiting.stream().filter(e -> seen.add(e.told().fingerprint())).toList());
  }

  /** At most so many alerts are spelled out; the rest are counted. */
  Notice notice(int limit) {
    var told = entries.stream().map(Entry::told).toList();
    var shown = told.subList(0, Math.min(limit, told.size()));
    return new Notice(key(), group(), shown, link(), told.size() - shown.size());
  }

  /** The key of the youngest transition in it: unique, and the same at each retry. */
  String key() {
    return entries.getLast().key();
  }

  private TreeMap<String, String> group() {
    var gateways = entries.stream().map(entry -> entry.told().gateway()).distinct().toList();
    return gateways.size() == 1 && !gateways.getFirst().isEmpty()
        ? new TreeMap<>(Map.of("gateway", gateways.getFirst()))
        : new TreeMap<>();
  }

  private Optional<String> link() {
    var links = entries.stream().map(Entry::link).flatMap(Optional::stream).distinct().toList();
    return links.size() == 1 ? Optional.of(links.getFirst()) : Optional.empty();
  }
}

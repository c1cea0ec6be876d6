package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.Told;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which of the waiting entries go out together, and as what. Pure. An alert is in a batch once at
 * most, with its oldest transition, so that firing and resolved arrive in order.
 */
record Batch(List<Entry> entries) {
  Batch {
    entries = List.copyOf(entries);
  }

  /**
   * What was tried before goes as it was; else the oldest entry and all of the same gateway or of
   * the same cause: one key that expired cuts off many gateways, and is one story.
   */
  static Batch next(List<Entry> waiting) {
    var tried = tried(waiting);
    if (tried.isPresent()) return tried.get();
    var first = waiting.getFirst().told();
    return of(waiting, entry -> goesWith(entry.told(), first));
  }

  private static boolean goesWith(Told one, Told first) {
    return one.gateway().equals(first.gateway())
        || first.cause().isPresent() && one.cause().equals(first.cause());
  }

  /** Everything that waits, whatever its group: for a receiver whose budget ran out. */
  static Batch storm(List<Entry> waiting) {
    return tried(waiting).orElseGet(() -> of(waiting, _ -> true));
  }

  /** The oldest alone. */
  static Batch single(List<Entry> waiting) {
    return new Batch(List.of(waiting.getFirst()));
  }

  private static Optional<Batch> tried(List<Entry> waiting) {
    return waiting.stream()
        .flatMap(entry -> entry.notice().stream())
        .findFirst()
        .map(key -> of(waiting, entry -> entry.notice().filter(key::equals).isPresent()));
  }

  private static Batch of(List<Entry> waiting, Predicate<Entry> belongs) {
    var seen = new HashSet<String>();
    var batch = new ArrayList<Entry>();
    for (var entry : waiting) if (seen.add(entry.alert()) && belongs.test(entry)) batch.add(entry);
    return new Batch(batch);
  }

  /** At most so many alerts are spelled out; the rest are counted. */
  Notice notice(int limit) {
    var told = entries.stream().map(Entry::told).toList();
    var shown = told.subList(0, Math.min(limit, told.size()));
    return new Notice(key(), group(), shown, link(), told.size() - shown.size());
  }

  /** The key it was tried under; else that of its youngest transition, which is unique. */
  String key() {
    return entries.getFirst().notice().orElse(entries.getLast().told().key());
  }

  /** Whether it still has to be written down as one. */
  boolean isNew() {
    return entries.getFirst().notice().isEmpty();
  }

  List<String> alerts() {
    return entries.stream().map(Entry::alert).toList();
  }

  private TreeMap<String, String> group() {
    var gateways = entries.stream().map(entry -> entry.told().gateway()).distinct().toList();
    if (gateways.size() == 1 && !gateways.getFirst().isEmpty())
      return new TreeMap<>(Map.of("gateway", gateways.getFirst()));
    var causes = entries.stream().map(entry -> entry.told().cause().orElse("")).distinct().toList();
    return causes.size() == 1 && !causes.getFirst().isEmpty()
        ? new TreeMap<>(Map.of("cause", causes.getFirst()))
        : new TreeMap<>();
  }

  private Optional<String> link() {
    var links = entries.stream().flatMap(entry -> entry.told().link().stream()).distinct().toList();
    return links.size() == 1 ? Optional.of(links.getFirst()) : Optional.empty();
  }
}

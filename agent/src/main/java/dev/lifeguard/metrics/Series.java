package dev.lifeguard.metrics;

import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.SimpleCollector;
import io.prometheus.client.Summary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one way to a labelled series: it counts what each costs and, above the cap, refuses new ones
 * and counts them, so that a world with too many names makes metrics poorer, never the agent
 * slower. Usable from any thread.
 */
public final class Series {
  private static final Gauge.Child NOWHERE_GAUGE = Gauge.build("nowhere", "-").create().labels();

  private final int cap;
  private final Counter dropped;
  private final Map<SimpleCollector<?>, Map<List<String>, Object>> known = new HashMap<>();
  private final Map<SimpleCollector<?>, Set<List<String>>> refused = new HashMap<>();
  private int used;

  Series(int cap, Counter dropped) {
    this.cap = cap;
    this.dropped = dropped;
  }

  public Gauge.Child of(Gauge gauge, String... labels) {
    return find(gauge, labels).orElse(NOWHERE_GAUGE);
  }

  /** Adds to a counter; the amount is lost, and counted as dropped, above the cap. */
  public void count(Counter counter, double amount, String... labels) {
    find(counter, labels).ifPresent(child -> child.inc(amount));
  }

  public void observe(Histogram histogram, double value, String... labels) {
    find(histogram, labels).ifPresent(child -> child.observe(value));
  }

  public void observe(Summary summary, double value, String... labels) {
    find(summary, labels).ifPresent(child -> child.observe(value));
  }

  /** How many series are exported. */
  public synchronized int used() {
    return used;
  }

  /** Forgets every series whose labels begin so: what they named is no longer watched. */
  public synchronized void forget(String... firstLabels) {
    var first = List.of(firstLabels);
    known.forEach((collector, children) -> forget(collector, children, first));
  }

  private void forget(
      SimpleCollector<?> collector, Map<List<String>, Object> children, List<String> first) {
    var gone = children.keySet().stream().filter(key -> begins(key, first)).toList();
    for (var key : gone) {
      children.remove(key);
      collector.remove(key.toArray(String[]::new));
      used -= cost(collector);
    }
  }

  private static boolean begins(List<String> key, List<String> first) {
    return key.size() >= first.size() && key.subList(0, first.size()).equals(first);
  }

  @SuppressWarnings("unchecked") // a collector's children are of its own child type
  private synchronized <C> Optional<C> find(SimpleCollector<C> collector, String... labels) {
    var children = known.computeIfAbsent(collector, _ -> new HashMap<>());
    var key = Arrays.asList(labels);
    var child = children.get(key);
    if (child == null) {
      var cost = cost(collector);
      if (used + cost > cap) return refuse(collector, key);
      child = collector.labels(labels);
      children.put(List.copyOf(key), child);
      used += cost;
    }
    return Optional.of((C) child);
  }

  private <C> Optional<C> refuse(SimpleCollector<C> collector, List<String> key) {
    var names = refused.computeIfAbsent(collector, _ -> new HashSet<>());
    if (names.size() < cap && names.add(List.copyOf(key))) dropped.inc();
    return Optional.empty();
  }

  private static int cost(SimpleCollector<?> collector) {
    return switch (collector) {
      case Histogram _ -> 10;
      case Summary _ -> 5;
      default -> 1;
    };
  }
}

package dev.lifeguard.notify;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a receiver is told at once: the alerts of one group.
 *
 * @param key unique for this telling, the same at each retry: receivers deduplicate by it
 * @param group what the alerts have in common, such as {@code gateway=home}
 * @param link the incident in the console, when there is one
 * @param more alerts that the receiver's budget left out
 */
public record Notice(
    String key,
    SortedMap<String, String> group,
    List<Told> alerts,
    Optional<String> link,
    int more) {

  public Notice {
    group = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(group));
    alerts = List.copyOf(alerts);
  }

  /** One alert as people and systems are told. */
  public record Told(
      String fingerprint,
      String name,
      Level level,
      boolean firing,
      SortedMap<String, String> labels,
      Map<String, String> annotations,
      Instant startsAt,
      Optional<Instant> endsAt) {
    public Told {
      labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      annotations = Map.copyOf(annotations);
    }

    public Optional<String> annotation(String name) {
      return Optional.ofNullable(annotations.get(name)).filter(text -> !text.isBlank());
    }

    public String gateway() {
      return labels.getOrDefault("gateway", "");
    }
  }

  /** How bad it is; the worst first. */
  public enum Level {
    P0("critical"),
    P1("warning"),
    P2("info");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    /** As rules and labels write it. */
    public String word() {
      return word;
    }
  }

  /** Whether anything in it still stands; otherwise all of it is over. */
  public boolean firing() {
    return alerts.stream().anyMatch(Told::firing);
  }

  public Level worst() {
    return alerts.stream().map(Told::level).min(Comparator.naturalOrder()).orElse(Level.P2);
  }
}

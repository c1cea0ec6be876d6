package dev.lifeguard.notify;

import dev.lifeguard.rule.Severity;
import java.time.Instant;
import java.util.Collections;
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
    group = Collections.unmodifiableSortedMap(new TreeMap<>(group));
    alerts = List.copyOf(alerts);
  }

  /**
   * One alert as people and systems are told.
   *
   * @param key names the transition, or the reminder of it: unique, the same for every receiver
   */
  public record Told(
      String key, Occasion occasion, About about, Map<String, String> annotations, Span span) {
    public Told {
      annotations = Map.copyOf(annotations);
    }

    /** The same for all that is ever said of this alert. */
    public String fingerprint() {
      return about.fingerprint();
    }

    public String name() {
      return about.name();
    }

    public Severity severity() {
      return about.severity();
    }

    public SortedMap<String, String> labels() {
      return about.labels();
    }

    public boolean firing() {
      return occasion.firing();
    }

    public Instant startsAt() {
      return span.startsAt();
    }

    public Optional<Instant> endsAt() {
      return span.endsAt();
    }

    public Optional<String> annotation(String name) {
      return Optional.ofNullable(annotations.get(name)).filter(text -> !text.isBlank());
    }

    /** The incident in the console, where there is one. */
    public Optional<String> link() {
      return annotation(LINK);
    }

    /** The code of what brought it about, once that is known. */
    public Optional<String> cause() {
      return annotation("cause");
    }

    public String gateway() {
      return labels().getOrDefault("gateway", "");
    }

    /** The same alert on another occasion, and why it is told now. */
    Told again(String key, Occasion occasion, String why) {
      var more = new TreeMap<>(annotations);
      more.put(WHY, why);
      return new Told(key, occasion, about, more, span);
    }

    /** The end of it, by what was last said of it. */
    Told ended(String key, Instant at, String why) {
      var over = again(key, Occasion.RESOLVED, why);
      return new Told(
          key, over.occasion, about, over.annotations, new Span(span.startsAt, Optional.of(at)));
    }
  }

  /** The annotation that says why something is told again, or is over. */
  static final String WHY = "told";

  /** The annotation with the incident's address in the console. */
  static final String LINK = "link";

  /** Which alert it is. */
  public record About(
      String fingerprint, String name, Severity severity, SortedMap<String, String> labels) {
    public About {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
  }

  /** From when to when; without an end it still stands. */
  public record Span(Instant startsAt, Optional<Instant> endsAt) {}

  /** Whether anything in it still stands; otherwise all of it is over. */
  public boolean firing() {
    return alerts.stream().anyMatch(Told::firing);
  }

  public Severity worst() {
    return alerts.stream().map(Told::severity).min(Comparator.naturalOrder()).orElse(Severity.INFO);
  }
}

package dev.lifeguard.alert;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What asks for quiet at one moment. Immutable, and cheap to ask. */
public record Quiet(List<Part> parts) {
  public static final Quiet NONE = new Quiet(List.of());

  /** One silence or window that is in force. */
  public record Part(Predicate<Map<String, String>> covers, Suppression suppression) {}

  public Quiet {
    parts = List.copyOf(parts);
  }

  /** Why people are not to be told of a fire with these labels. */
  public List<Suppression> of(Map<String, String> labels) {
    return parts.stream()
        .filter(part -> part.covers().test(labels))
        .map(Part::suppression)
        .toList();
  }

  /**
   * Which work is under way; remedies ask too.
   *
   * @param labels the gateway's own, and its name under {@code gateway}
   */
  public List<Suppression> maintenance(Map<String, String> labels) {
    return of(labels).stream().filter(one -> one.kind() == Suppression.Kind.MAINTENANCE).toList();
  }
}

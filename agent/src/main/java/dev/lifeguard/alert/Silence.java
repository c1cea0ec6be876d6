package dev.lifeguard.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Somebody asked not to be told of some alerts for a while, and said why. */
public record Silence(
    String id, List<Matcher> matchers, Person by, Instant startsAt, Instant endsAt) {

  /** Who asked, and why. */
  public record Person(String author, String reason) {
    @Override
    public String toString() {
      return reason.isBlank() ? author : reason + " (" + author + ")";
    }
  }

  public Silence {
    matchers = List.copyOf(matchers);
  }

  public boolean isActive(Instant now) {
    return !now.isBefore(startsAt) && now.isBefore(endsAt);
  }

  boolean covers(Map<String, String> labels) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }

  Silence endedAt(Instant at) {
    return new Silence(id, matchers, by, startsAt, at);
  }
}

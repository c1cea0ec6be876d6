package dev.lifeguard.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A rotation: people who take turns, and who replaces whom for a while. Rules name it as they name
 * a receiver. Pure.
 *
 * @param start when the first of the people began, or will begin, by the clock on the zone's walls
 * @param every how long a turn is, by the same clock: a hand-over at nine stays at nine when summer
 *     time begins
 */
public record OnCall(
    String name,
    List<Person> people,
    LocalDateTime start,
    Duration every,
    ZoneId zone,
    List<Replacement> overrides) {

  public OnCall {
    people = List.copyOf(people);
    overrides = List.copyOf(overrides);
    if (people.isEmpty()) throw new IllegalArgumentException("nobody takes turns in " + name);
  }

  /**
   * @param receivers how to reach them
   */
  public record Person(String name, List<String> receivers) {
    public Person {
      receivers = List.copyOf(receivers);
    }
  }

  /** Somebody else in between, by the clock on the zone's walls; the last one written wins. */
  public record Replacement(LocalDateTime from, LocalDateTime to, String person) {}

  /**
   * Who has it, and until when.
   *
   * @param instead whom they replace
   */
  public record Shift(Person person, Instant until, Optional<Person> instead) {}

  public Shift at(Instant now) {
    var turn = turn(now);
    var usual = people.get((int) Math.floorMod(turn, (long) people.size()));
    var handOver = begin(turn + 1);
    return overrides.reversed().stream()
        .filter(one -> !instant(one.from()).isAfter(now) && now.isBefore(instant(one.to())))
        .findFirst()
        .map(one -> new Shift(person(one.person()), instant(one.to()), Optional.of(usual)))
        .orElseGet(() -> new Shift(usual, nextChange(now, handOver), Optional.empty()));
  }

  /** The turn under way; those before the start are negative. */
  private long turn(Instant now) {
    var passed = Duration.between(start, LocalDateTime.ofInstant(now, zone));
    var turn = Math.floorDiv(passed.toSeconds(), every.toSeconds());
    // An hour that the clock shows twice, or never, may lie in between.
    if (begin(turn).isAfter(now)) return turn - 1;
    return begin(turn + 1).isAfter(now) ? turn : turn + 1;
  }

  private Instant begin(long turn) {
    return instant(start.plus(every.multipliedBy(turn)));
  }

  private Instant nextChange(Instant now, Instant handOver) {
    return overrides.stream()
        .map(one -> instant(one.from()))
        .filter(from -> from.isAfter(now) && from.isBefore(handOver))
        .min(Instant::compareTo)
        .orElse(handOver);
  }

  private Instant instant(LocalDateTime local) {
    return local.atZone(zone).toInstant();
  }

  private Person person(String name) {
    return people.stream()
        .filter(person -> person.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is none of " + people));
  }
}

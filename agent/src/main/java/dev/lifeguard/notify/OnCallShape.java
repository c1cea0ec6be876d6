package dev.lifeguard.notify;

import dev.lifeguard.config.Field;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.notify.OnCall.Person;
import dev.lifeguard.notify.OnCall.Replacement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A rotation as written. */
public final class OnCallShape {
  private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String TIME = "[0-9]{2}:[0-9]{2}";

  /** A day, and perhaps a time on it; without one, the hand-over's. */
  private record Day(LocalDate date, Optional<LocalTime> time) {
    LocalDateTime at(LocalTime handOver) {
      return date.atTime(time.orElse(handOver));
    }
  }

  /** An override before the hand-over's time is known. */
  private record Written(Day from, Day to, String person) {}

  private OnCallShape() {}

  public static Shape<OnCall> shape() {
    return Shapes.object(
        "a rotation such as {name: primary, people: [{name: ada, receivers: [ada-phone]}], start:"
            + " 2026-01-05}",
        OnCallShape::define);
  }

  private static Function<Values, OnCall> define(Fields f) {
    var name = f.required("name", Shapes.name(), "the name that rules use");
    var people =
        f.required(
            "people", Shapes.list(person()).unique("name", Person::name), "in the order of turns");
    var start = f.required("start", day(), "the day on which the first one begins");
    var pace = Shapes.duration(Duration.ofHours(1), Duration.ofDays(366));
    var every = f.optional("every", pace, "7d", "how long a turn is");
    var handOver = f.optional("hand-over", time(), "09:00", "when on that day");
    var zone = f.optional("zone", Shapes.zone(), "UTC", "whose clock that is");
    var overrides = f.list("overrides", override(), "who replaces whoever it would be");
    f.check(v -> lookAtPeople(v, people));
    f.check(v -> lookAtOverrides(v, people, overrides, handOver));
    return v ->
        new OnCall(
            v.of(name),
            v.of(people),
            v.of(start).at(v.of(handOver)),
            v.of(every),
            v.of(zone),
            v.of(overrides).stream().map(one -> replacement(one, v.of(handOver))).toList());
  }

  private static Replacement replacement(Written one, LocalTime handOver) {
    return new Replacement(one.from().at(handOver), one.to().at(handOver), one.person());
  }

  private static Shape<Person> person() {
    return Shapes.object(
        "a person such as {name: ada, receivers: [ada-phone]}",
        f -> {
          var name = f.required("name", Shapes.name(), "who");
          var receivers = f.required("receivers", Shapes.list(Shapes.name()), "how to reach them");
          return v -> new Person(v.of(name), v.of(receivers));
        });
  }

  private static Shape<Written> override() {
    return Shapes.object(
        "an override such as {from: 2026-12-24, to: 2026-12-27, person: bob}",
        f -> {
          var from = f.required("from", day(), "from this day, or time, on");
          var to = f.required("to", day(), "until");
          var person = f.required("person", Shapes.name(), "who");
          return v -> new Written(v.of(from), v.of(to), v.of(person));
        });
  }

  private static Shape<Day> day() {
    return Shapes.parsed(
        "a day such as 2026-01-05, or a time such as 2026-01-05T09:00",
        DATE + "(T" + TIME + ")?",
        OnCallShape::parseDay);
  }

  private static Parsed<Day> parseDay(String text) {
    try {
      if (text.matches(DATE)) return Parsed.taken(new Day(LocalDate.parse(text), Optional.empty()));
      var time = LocalDateTime.parse(text);
      return Parsed.taken(new Day(time.toLocalDate(), Optional.of(time.toLocalTime())));
    } catch (DateTimeException e) {
      return Parsed.refused("is no day", "write one such as 2026-01-05 or 2026-01-05T09:00");
    }
  }

  private static Shape<LocalTime> time() {
    return Shapes.parsed(
        "a time such as \"09:00\"",
        TIME,
        text -> {
          try {
            return Parsed.taken(LocalTime.parse(text));
          } catch (DateTimeException e) {
            return Parsed.refused("is no time of the day", "write one such as \"09:00\"");
          }
        });
  }

  private static void lookAtPeople(Values v, Field<List<Person>> people) {
    if (v.of(people).isEmpty()) v.at(people).refuse("is empty", "name at least one person");
  }

  private static void lookAtOverrides(
      Values v, Field<List<Person>> people, Field<List<Written>> overrides, Field<LocalTime> time) {
    var names = v.of(people).stream().map(Person::name).toList();
    for (int i = 0; i < v.of(overrides).size(); i++)
      lookAtOverride(v.of(overrides).get(i), v.of(time), names, v.at(overrides).under(i));
  }

  private static void lookAtOverride(
      Written one, LocalTime handOver, List<String> names, Place place) {
    if (!names.contains(one.person()))
      place
          .under("person")
          .refuse(
              "\"" + one.person() + "\" is none of the people",
              Nearest.suggestion(one.person(), names));
    if (!one.from().at(handOver).isBefore(one.to().at(handOver)))
      place.under("to").refuse("is not after `from`", "");
  }
}

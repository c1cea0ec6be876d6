package dev.lifeguard.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything that asks for quiet at some time: silences, windows by the calendar, windows by
 * request. Immutable.
 *
 * @param calendar as configured
 */
public record Hush(
    List<Silence> silences, List<MaintenanceSettings> calendar, List<Window> windows) {
  public static final Hush NONE = new Hush(List.of(), List.of(), List.of());

  public Hush {
    silences = List.copyOf(silences);
    calendar = List.copyOf(calendar);
    windows = List.copyOf(windows);
  }

  /** What of it is in force now. Walks back through the calendar, so do not ask for every alert. */
  public Quiet at(Instant now) {
    var asked = new ArrayList<Quiet.Part>();
    for (var silence : silences)
      if (silence.isActive(now)) asked.add(new Quiet.Part(silence::covers, told(silence)));
    for (var window : windows)
      if (window.isActive(now)) asked.add(new Quiet.Part(window::covers, told(window)));
    for (var planned : calendar)
      end(planned, now)
          .ifPresent(end -> asked.add(new Quiet.Part(planned::covers, told(planned, end))));
    return new Quiet(asked);
  }

  private static Suppression told(Silence silence) {
    return new Suppression(
        Suppression.Kind.SILENCE,
        silence.id(),
        silence.by().toString(),
        Optional.of(silence.endsAt()));
  }

  private static Suppression told(Window window) {
    return new Suppression(
        Suppression.Kind.MAINTENANCE,
        window.id(),
        window.by().toString(),
        Optional.of(window.endsAt()));
  }

  private static Suppression told(MaintenanceSettings planned, Instant end) {
    return new Suppression(
        Suppression.Kind.MAINTENANCE, planned.name(), "as planned", Optional.of(end));
  }

  /** When the window that is open now ends; empty when none is. The latest start counts. */
  private static Optional<Instant> end(MaintenanceSettings planned, Instant now) {
    var minute = now.truncatedTo(ChronoUnit.MINUTES);
    for (var start = minute;
        start.plus(planned.lasts()).isAfter(now);
        start = start.minus(1, ChronoUnit.MINUTES))
      if (planned.schedule().matches(start.atZone(planned.zone()).toLocalDateTime()))
        return Optional.of(start.plus(planned.lasts()));
    return Optional.empty();
  }

  Hush planned(List<MaintenanceSettings> calendar) {
    return new Hush(silences, calendar, windows);
  }

  /** In the place of one with the same id. */
  Hush with(Silence silence) {
    return new Hush(replaced(silences, silence, Silence::id), calendar, windows);
  }

  /** In the place of one with the same id. */
  Hush with(Window window) {
    return new Hush(silences, calendar, replaced(windows, window, Window::id));
  }

  private static <T> List<T> replaced(List<T> list, T one, Function<T, String> id) {
    var others = list.stream().filter(other -> !id.apply(other).equals(id.apply(one)));
    return Stream.concat(others, Stream.of(one)).toList();
  }

  /** Without what is over. */
  Hush current(Instant now) {
    return new Hush(
        silences.stream().filter(silence -> now.isBefore(silence.endsAt())).toList(),
        calendar,
        windows.stream().filter(window -> now.isBefore(window.endsAt())).toList());
  }
}

package dev.lifeguard.notify;

import dev.lifeguard.notify.NotifySettings.SelfTest;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** Asks for a test of the receivers when the schedule says so. Lives on one event-loop context. */
final class SelfTests implements AutoCloseable {
  /** Short enough to see every minute. */
  private static final Duration GLANCE = Duration.ofSeconds(20);

  private final SelfTest settings;
  private final Time time;
  private final Consumer<List<String>> due;
  private final Timer timer;
  private LocalDateTime seen;

  SelfTests(SelfTest settings, Time time, Consumer<List<String>> due) {
    this.settings = settings;
    this.time = time;
    this.due = due;
    this.seen = minute();
    this.timer = time.every(GLANCE, this::look);
  }

  /** A minute that nobody was awake in is passed over: a test later is none of this schedule. */
  private void look() {
    var minute = minute();
    if (!minute.isAfter(seen)) return;
    seen = minute;
    if (settings.schedule().matches(minute)) due.accept(settings.receivers());
  }

  private LocalDateTime minute() {
    return LocalDateTime.ofInstant(time.now(), settings.zone()).truncatedTo(ChronoUnit.MINUTES);
  }

  @Override
  public void close() {
    timer.cancel();
  }
}

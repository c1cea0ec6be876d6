package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.MetricsPage;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * The gateway's own metrics, where its plugin for them is installed: counters, which miss no call
 * between two looks and know more of them than the recorder keeps.
 */
final class MetricsLook implements Look {
  private static final Duration ABSENT = Duration.ofMinutes(10);

  private final Teller teller;
  private final Duration within;
  private final MetricsPage page;
  private final CounterBook book = new CounterBook();
  private boolean served;
  private long notBefore = Long.MIN_VALUE;

  MetricsLook(Teller teller, Duration within, MetricsPage page) {
    this.teller = teller;
    this.within = within;
    this.page = page;
  }

  @Override
  public Future<?> look(Asker asker) {
    if (notBefore != Long.MIN_VALUE && teller.nanos() < notBefore) return Future.succeededFuture();
    return page.read(within).onSuccess(this::heard);
  }

  private void heard(MetricsPage.Answer answer) {
    switch (answer) {
      case MetricsPage.Answer.Text(var text) -> {
        served = true;
        CallCounters.read(text).ifPresent(it -> book.read(it, teller.nanos()));
      }
      case MetricsPage.Answer.Absent _, MetricsPage.Answer.Nothing _ -> {
        served = false;
        book.clear();
        notBefore = teller.nanos() + ABSENT.toNanos();
      }
    }
  }

  /** Whether the plugin answers: its figures are then the ones to use. */
  boolean served() {
    return served;
  }

  OptionalDouble errorRate() {
    return book.errorRate();
  }

  /** The configuration changed, and with it perhaps the plugins. */
  void again() {
    notBefore = Long.MIN_VALUE;
  }

  @Override
  public void blind(String because) {
    served = false;
    book.clear();
    notBefore = Long.MIN_VALUE;
  }

  void close() {
    page.close();
  }
}

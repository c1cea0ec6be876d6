package dev.lifeguard.gateway.health;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewayReport.ErrorRate;
import dev.lifeguard.gateway.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** How many of the gateway's model calls fail, by its own recorder. Makes none itself. */
final class CallLook implements Look {
  private final Teller teller;
  private final Duration within;
  private final MetricsLook metrics;
  private final CallBook book = new CallBook();

  CallLook(Teller teller, Duration within, MetricsLook metrics) {
    this.teller = teller;
    this.within = within;
    this.metrics = metrics;
  }

  @Override
  public Future<?> look(Asker asker) {
    return Future.join(read(asker, CallBook.COMPLETED), read(asker, CallBook.ERROR))
        .onSuccess(both -> told(both.resultAt(0), both.resultAt(1)));
  }

  private Future<Reply> read(Asker asker, String type) {
    return asker
        .ask("diagnostics.stability", book.question(type), within)
        .onSuccess(reply -> reply.answer().ifPresent(recorder -> book.read(type, recorder)));
  }

  /** Half an answer is none: a rate of it would be wrong. */
  private void told(Reply completed, Reply failed) {
    if (metrics.served()) {
      tell();
      return;
    }
    completed
        .problem()
        .or(failed::problem)
        .ifPresentOrElse(problem -> blind(problem.toString()), this::tell);
  }

  private void tell() {
    teller.fact(
        Fact.ERROR_RATE,
        errorRate()
            .map(rate -> FactValue.of(rate.ratio()))
            .orElseGet(() -> FactValue.unknown("no calls for 5 min")));
  }

  /** A new process counts from the beginning. */
  void restarted() {
    book.beginAnew();
  }

  Optional<ErrorRate> errorRate() {
    return metrics.served()
        ? rate(metrics.errorRate(), "the gateway's metrics plugin")
        : rate(book.errorRate(teller.now()), "the gateway's recorder");
  }

  private static Optional<ErrorRate> rate(OptionalDouble ratio, String source) {
    return ratio.isPresent()
        ? Optional.of(new ErrorRate(ratio.getAsDouble(), source))
        : Optional.empty();
  }

  @Override
  public void blind(String because) {
    teller.fact(Fact.ERROR_RATE, FactValue.unknown(because));
  }
}

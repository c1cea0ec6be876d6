package dev.lifeguard.gateway.health;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the gateway's log on, counts errors and refused logins, and passes on providers' signs. */
final class LogLook implements Look {
  private final Teller teller;
  private final Duration within;
  private final Consumer<List<ProviderSign>> signs;
  private final LogBook book = new LogBook();
  private boolean seen;

  LogLook(Teller teller, Duration within, Consumer<List<ProviderSign>> signs) {
    this.teller = teller;
    this.within = within;
    this.signs = signs;
  }

  @Override
  public Future<?> look(Asker asker) {
    return asker.ask("logs.tail", book.question(), within).onSuccess(this::heard);
  }

  private void heard(Reply reply) {
    switch (reply) {
      case Reply.Answered(var tail, _) -> read(tail);
      case Reply.Refused(var error, _) -> unknown(error.failure().toString());
      case Reply.Missing(var failure) -> unknown(failure.toString());
    }
  }

  private void read(Payload tail) {
    seen = true;
    var news = book.read(tail, teller.now());
    signs.accept(news.signs());
    if (news.errors() > 0 || news.authFailures() > 0)
      teller.event(
          at -> new GatewayEvent.LogGrew(teller.gateway(), news.errors(), news.authFailures(), at));
    teller.fact(Fact.ERRORS_HOURLY, count(book.errors(teller.now())));
    teller.fact(Fact.AUTH_FAILURES_HOURLY, count(book.authFailures(teller.now())));
  }

  /** Until an hour is known, the count is the least that there was. */
  private FactValue count(int seen) {
    if (book.whole(teller.now())) return FactValue.of(seen);
    var since = book.since().map(Instant::toString).orElse("now");
    return FactValue.atLeast(seen, "the log is known since " + since + " only, less than an hour");
  }

  private void unknown(String because) {
    teller.fact(Fact.ERRORS_HOURLY, FactValue.unknown(because));
    teller.fact(Fact.AUTH_FAILURES_HOURLY, FactValue.unknown(because));
  }

  @Override
  public void blind(String because) {
    seen = false;
    unknown(because);
  }

  Optional<GatewayReport.Log> report() {
    if (!seen) return Optional.empty();
    var now = teller.now();
    return Optional.of(
        new GatewayReport.Log(
            book.errors(now),
            book.authFailures(now),
            book.whole(now) ? Optional.empty() : book.since()));
  }
}

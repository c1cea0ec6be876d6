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
import java.util.function.Supplier;

/** Reads the gateway's log on, counts errors and refused logins, and passes on providers' signs. */
final class LogLook implements Look {
  private final Teller teller;
  private final Duration within;
  private final Consumer<List<ProviderSign>> signs;
  private final Supplier<String> writer;
  private final LogBook book = new LogBook();
  private boolean seen;

  /**
   * @param writer the process that writes the log
   */
  LogLook(
      Teller teller, Duration within, Consumer<List<ProviderSign>> signs, Supplier<String> writer) {
    this.writer = writer;
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
    tellNeighbours();
    if (shared().isEmpty()) grew(news);
    count();
  }

  /** Of a log that others write into too, nothing is said in this gateway's name. */
  private void grew(LogBook.News news) {
    signs.accept(news.signs());
    if (news.errors() > 0 || news.authFailures() > 0)
      teller.event(
          at -> new GatewayEvent.LogGrew(teller.gateway(), news.errors(), news.authFailures(), at));
  }

  /** What the log of another gateway held. */
  void neighbour(LogTrail other) {
    if (!seen || other.writer().equals(writer.get()) || !book.share().met(other)) return;
    tellNeighbours(); // so that it knows of us
    count();
  }

  private void tellNeighbours() {
    teller.event(at -> book.share().trail(teller.gateway(), writer.get(), at));
  }

  private Optional<String> shared() {
    return book.share().because(teller.now());
  }

  private void count() {
    teller.fact(Fact.ERRORS_HOURLY, count(book.errors(teller.now())));
    teller.fact(Fact.AUTH_FAILURES_HOURLY, count(book.authFailures(teller.now())));
  }

  /** Until an hour is known, the count is the least that there was. */
  private FactValue count(int seen) {
    var others = shared();
    if (others.isPresent() && seen > 0) return FactValue.unknown(others.get());
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
    if (shared().isPresent() && book.errors(now) + book.authFailures(now) > 0)
      return Optional.empty();
    return Optional.of(
        new GatewayReport.Log(
            book.errors(now),
            book.authFailures(now),
            book.whole(now) ? Optional.empty() : book.since()));
  }
}

package dev.lifeguard.gateway.health;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.gateway.health.Sight.Vitals;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** The heartbeat: one {@code health} call, its round trip, and what it says of the event loop. */
final class HealthLook implements Look {
  static final String READ = "operator.read";

  private final Teller teller;
  private final Duration within;
  private final LatencyWindow window = new LatencyWindow();
  private Optional<Failure> refusal = Optional.empty();
  private Optional<HealthReading> reading = Optional.empty();
  private Duration took = Duration.ZERO;
  private Optional<Double> last = Optional.empty();
  private Optional<Long> unansweredSince = Optional.empty();

  HealthLook(Teller teller, Duration within) {
    this.teller = teller;
    this.within = within;
  }

  @Override
  public Future<?> look(Asker asker) {
    if (unansweredSince.isEmpty()) unansweredSince = Optional.of(teller.nanos());
    return asker.ask("health", new JsonObject(), within).onSuccess(this::heard);
  }

  private void heard(Reply reply) {
    switch (reply) {
      case Reply.Answered(var payload, var duration) -> {
        answered(duration);
        refusal = Optional.empty();
        reading = Optional.of(HealthReading.of(payload));
      }
      case Reply.Refused(var error, var duration) -> {
        answered(duration);
        refusal = Optional.of(error.failure());
      }
      case Reply.Missing(var failure) when failure.reason() == Reason.TIMEOUT -> {
        window.unanswered(teller.nanos());
        last = Optional.of(Double.POSITIVE_INFINITY);
      }
      case Reply.Missing _ -> {} // the connection ended: that is told elsewhere
    }
    tell();
  }

  private void answered(Duration duration) {
    took = duration;
    unansweredSince = Optional.empty();
    last = Optional.of(duration.toNanos() / 1e9);
    window.answered(duration, teller.nanos());
  }

  private void tell() {
    last.ifPresent(seconds -> teller.fact(Fact.GATEWAY_LATENCY, FactValue.of(seconds)));
    if (!window.isEmpty(teller.nanos())) {
      teller.fact(Fact.P50_LATENCY, FactValue.of(quantile(0.50)));
      teller.fact(Fact.P95_LATENCY, FactValue.of(quantile(0.95)));
      teller.fact(Fact.P99_LATENCY, FactValue.of(quantile(0.99)));
    }
    teller.fact(
        Fact.EVENT_LOOP_DELAY, reading.flatMap(HealthReading::delay), "the gateway does not say");
  }

  private double quantile(double share) {
    return window.quantile(share, teller.nanos());
  }

  Vitals vitals(Asker asker) {
    var connection = asker.connection();
    return new Vitals(
        unansweredSince
            .map(since -> Duration.ofNanos(teller.nanos() - since))
            .orElse(Duration.ZERO),
        connection.quietFor(),
        refusal,
        reading,
        took,
        scope(asker),
        connection.hello().suspension().equals("draining") && reading.isEmpty());
  }

  private static Optional<Failure> scope(Asker asker) {
    var hello = asker.connection().hello();
    if (hello.grants(READ)) return Optional.empty();
    return Optional.of(
        new Failure(
            Reason.SCOPE_MISSING, READ + " was asked for; the gateway granted " + hello.scopes()));
  }

  @Override
  public void blind(String because) {
    refusal = Optional.empty();
    reading = Optional.empty();
    took = Duration.ZERO;
    last = Optional.empty();
    unansweredSince = Optional.empty();
    for (var fact :
        new Fact[] {
          Fact.GATEWAY_LATENCY,
          Fact.P50_LATENCY,
          Fact.P95_LATENCY,
          Fact.P99_LATENCY,
          Fact.EVENT_LOOP_DELAY
        }) teller.fact(fact, FactValue.unknown(because));
  }

  GatewayReport.Latency latency(
      Optional<Long> activeRuns, Optional<GatewayReport.ErrorRate> errorRate) {
    var some = !window.isEmpty(teller.nanos());
    return new GatewayReport.Latency(
        last,
        some ? Optional.of(quantile(0.50)) : Optional.empty(),
        some ? Optional.of(quantile(0.95)) : Optional.empty(),
        some ? Optional.of(quantile(0.99)) : Optional.empty(),
        reading.flatMap(HealthReading::delay).map(delay -> delay.toNanos() / 1e9),
        activeRuns,
        errorRate);
  }
}

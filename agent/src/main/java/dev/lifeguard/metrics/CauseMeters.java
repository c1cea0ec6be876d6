package dev.lifeguard.metrics;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.diagnosis.Diagnosis.Answer;
import io.prometheus.client.Counter;

/** How often each cause was found for an alert, or on request. */
public final class CauseMeters {
  private static final String UNKNOWN = "unknown";

  private final Series series;
  private final Counter causes =
      Counter.build(
              "lifeguard_causes_total",
              "Diagnoses by their first cause; unknown: it could not be told.")
          .labelNames("cause")
          .create();

  public CauseMeters(Metrics metrics, Bus bus) {
    series = metrics.series();
    metrics.register(causes);
    for (var cause : Cause.values()) series.count(causes, 0, cause.code());
    series.count(causes, 0, UNKNOWN);
    bus.on(CauseFound.class, this::hear);
  }

  private void hear(CauseFound found) {
    switch (found.diagnosis().answer()) {
      case Answer.Healthy _ -> {} // nothing was found
      case Answer.CannotTell _ -> series.count(causes, 1, UNKNOWN);
      case Answer.Found _ -> series.count(causes, 1, found.diagnosis().causeCode());
    }
  }
}

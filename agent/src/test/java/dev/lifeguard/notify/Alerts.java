package dev.lifeguard.notify;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertEvent.AlertFired;
import dev.lifeguard.alert.AlertEvent.AlertResolved;
import dev.lifeguard.alert.AlertState;
import dev.lifeguard.alert.Suppression;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.time.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Alerts for tests, as the alert room would tell them. */
public final class Alerts {
  private static final AtomicLong TRANSITIONS = new AtomicLong(1);

  /** One alert, and whom its rule wants told. */
  public record Scene(String name, String gateway, List<String> receivers) {
    public static Scene of(String name, String gateway, String... receivers) {
      return new Scene(name, gateway, List.of(receivers));
    }

    public String id() {
      return name + "-" + gateway;
    }

    public AlertFired fired(Moment at) {
      return new AlertFired(firing(at), "error_rate is 7 %", at);
    }

    public AlertResolved resolved(Moment at) {
      return new AlertResolved(alert(new AlertState.Ok(), at, true), "error_rate is 1 %", at);
    }

    public Alert firing(Moment at, Suppression... suppressions) {
      return alert(new AlertState.Firing(at), at, false, suppressions);
    }

    private Alert alert(AlertState state, Moment at, boolean over, Suppression... suppressions) {
      var labels = Map.of("alertname", name, "severity", "critical", "gateway", gateway);
      return new Alert(
          new Alert.Identity(id(), name, Severity.CRITICAL, Subject.gateway(gateway), labels),
          new Alert.Message(
              Map.of("summary", name + " on " + gateway, "first", "look at the log"),
              receivers,
              Optional.of("https://example.org/runbook"),
              "error_rate = 7 %",
              Set.of(Fact.ERROR_RATE)),
          state,
          new Alert.Episode(
              Optional.of(at.wall()),
              Optional.of(at.wall()),
              over ? Optional.of(at.wall()) : Optional.empty(),
              Optional.of("7")),
          new Alert.Handling(List.of(suppressions), Optional.empty()),
          TRANSITIONS.getAndIncrement(),
          false);
    }
  }

  private Alerts() {}

  public static Suppression silence(Instant until) {
    return new Suppression(Suppression.Kind.SILENCE, "ada", "we know", Optional.of(until));
  }
}

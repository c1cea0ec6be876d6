package dev.lifeguard.notify;

import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.diagnosis.Diagnosis;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was found to be the cause of each alert that fires. Lives on one event-loop context. */
final class Causes {
  private static final int MOST = 10_000;

  /**
   * What people are told of a cause.
   *
   * @param code as metrics, conditions and documents have it
   * @param fix what mends it, in one line; empty when it is not known
   */
  record Named(String code, String fix) {}

  private final Map<String, Named> byAlert = new LinkedHashMap<>();

  void put(CauseFound found) {
    if (found.alert().isEmpty() || found.diagnosis().healthy()) return;
    byAlert.remove(found.alert().get()); // the latest comes last
    byAlert.put(found.alert().get(), named(found.diagnosis()));
    if (byAlert.size() > MOST) byAlert.remove(byAlert.keySet().iterator().next());
  }

  Optional<Named> of(String alert) {
    return Optional.ofNullable(byAlert.get(alert));
  }

  void forget(String alert) {
    byAlert.remove(alert);
  }

  private static Named named(Diagnosis diagnosis) {
    var fix =
        diagnosis.findings().stream()
            .findFirst()
            .map(first -> String.join("; ", first.fix()))
            .orElse("");
    return new Named(diagnosis.causeCode(), fix);
  }
}

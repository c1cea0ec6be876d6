package dev.lifeguard.remedy;

import java.time.Instant;
import java.util.Optional;

/** Who or what called for a remedy. */
public sealed interface Call {
  /**
   * One of our alerts fires.
   *
   * @param id the alert's fingerprint
   * @param firedAt when this episode began: with the id it names the episode
   */
  record ByAlert(String id, String name, Instant firedAt, Optional<String> incident)
      implements Call {}

  /**
   * Alertmanager says that an alert fires.
   *
   * @param startsAt with the fingerprint it names the episode
   */
  record ByWebhook(String fingerprint, String name, Instant startsAt) implements Call {}

  /** A person asked, in the command line, the API or the console. */
  record ByPerson(String who) implements Call {}

  /** The alert's name; empty when a person called. */
  default Optional<String> alertName() {
    return switch (this) {
      case ByAlert alert -> Optional.of(alert.name());
      case ByWebhook alert -> Optional.of(alert.name());
      case ByPerson _ -> Optional.empty();
    };
  }

  /** The same for every call of one episode: one run each. */
  default String episode() {
    return switch (this) {
      case ByAlert(var id, _, var firedAt, _) -> "alert " + id + " " + firedAt;
      case ByWebhook(var fingerprint, _, var startsAt) -> "webhook " + fingerprint + " " + startsAt;
      case ByPerson _ -> "";
    };
  }
}

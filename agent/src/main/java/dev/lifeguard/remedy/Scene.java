package dev.lifeguard.remedy;

import dev.lifeguard.fact.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where and why a step is done.
 *
 * @param number of the step within the run, from one: with the run's id a key for deduplication
 * @param step its name and arguments
 * @param notes what earlier steps of the run left behind
 * @param deadline when it is interrupted
 */
public record Scene(
    Cause cause, int number, StepSettings step, Map<String, String> notes, Instant deadline) {

  /**
   * What the run is about.
   *
   * @param run the run's id: letters, digits and dashes
   * @param subject the gateway, and perhaps a channel, an account, a tunnel within it
   * @param alert the id of the alert that called for it; empty: a person or a webhook did
   * @param approvedBy who said yes; empty: nobody was asked
   */
  public record Cause(
      String run,
      String remedy,
      Subject subject,
      Optional<String> alert,
      Optional<String> approvedBy) {}

  public Scene {
    notes = Map.copyOf(notes);
  }

  public String gateway() {
    return cause.subject().gateway();
  }

  /** What the alert is about beside its gateway: channel, account, tunnel, forward, provider. */
  public Optional<String> label(String name) {
    return Optional.ofNullable(cause.subject().labels().get(name));
  }

  public Optional<String> note(String name) {
    return Optional.ofNullable(notes.get(name));
  }
}

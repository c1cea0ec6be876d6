package dev.lifeguard.remedy;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.RemedySettings.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a remedy at one moment: all that was planned and done, enough to go on after a
 * restart.
 *
 * @param because why it stands where it stands, for people
 */
public record Run(
    Identity identity,
    RunState state,
    String because,
    List<StepRecord> steps,
    Map<String, String> notes,
    Optional<Approval> approval,
    Times times) {

  public Run {
    steps = List.copyOf(steps);
    notes = Map.copyOf(notes);
  }

  /**
   * What never changes.
   *
   * @param cause the code of what the diagnosis found; empty: none, or it did not matter
   * @param mode the stricter of the remedy's and the gateway's
   */
  public record Identity(
      String id, String remedy, Subject subject, Call call, Optional<String> cause, Mode mode) {}

  /** Empty: not yet. */
  public record Times(
      Instant createdAt,
      Optional<Instant> startedAt,
      Optional<Instant> stepsEndedAt,
      Optional<Instant> endedAt) {}

  /** The question that was put to people, and what was said. */
  public record Approval(Question question, Optional<Answer> answer) {}

  /**
   * @param text what would be done, step by step
   * @param diff what would change in files and configurations; empty: nothing there
   * @param blastRadius how much of the fleet is in need at present
   * @param activeWork agent runs under way, as far as known
   */
  public record Question(
      String text, String diff, String blastRadius, String activeWork, Instant expiresAt) {}

  /** Who said it: a name with the way it came, as in {@code cli:anna}. */
  public record Answer(boolean yes, String who, Instant at) {}

  /** Where one step of a run stands. */
  public enum StepState {
    PLANNED,
    STARTED,
    DONE,
    SKIPPED,
    FAILED
  }

  /**
   * One step of a run.
   *
   * @param number from one; steps of the rollback go on counting
   * @param input the arguments, secrets masked
   * @param output cut to a bound, secrets masked; also why it was skipped or failed
   */
  public record StepRecord(
      int number,
      String name,
      String input,
      StepState state,
      String output,
      int attempts,
      Optional<Instant> startedAt,
      Optional<Duration> took) {}

  public String id() {
    return identity.id();
  }

  public String remedy() {
    return identity.remedy();
  }

  public Subject subject() {
    return identity.subject();
  }

  public String gateway() {
    return identity.subject().gateway();
  }
}

package dev.lifeguard.remedy;

import java.time.Duration;
import java.util.Optional;

/**
 * What one kind of step does. Its methods block: they are called on the run's own virtual thread
 * and interrupted at the step's limit, at the stop switch, and when the agent stops.
 */
public interface StepKind {
  /** As in YAML. */
  String name();

  Repetition repetition();

  /** How long it may take where the remedy says nothing. */
  Duration limit();

  /** What it would do: for dry runs and approvals. Reads only. */
  Preview preview(Scene scene) throws InterruptedException;

  /** Does it. An expected failure is an outcome; what is thrown is a bug and ends the run. */
  StepOutcome act(Scene scene) throws InterruptedException;

  /**
   * Why a person must say yes first, even in mode auto; empty: nobody need be asked. Decided from
   * what is written alone, so that it is known before the run begins.
   */
  default Optional<String> asksFirst(StepSettings step) {
    return Optional.empty();
  }

  /**
   * Whether the yes is to what the preview showed: then whoever runs it by hand is shown that, and
   * asked, before anything is done.
   */
  default boolean showsFirst() {
    return false;
  }

  /**
   * What speaks against doing it without a person now: nobody supervises the process, whoever does
   * is at it already, or what is wrong would outlast it. Asked shortly before a remedy begins; may
   * look around, but only reads.
   */
  default Optional<Block> obstacle(Scene scene) throws InterruptedException {
    return Optional.empty();
  }

  /** Whether it ends the gateway's process: then the gateway must be seen down twice before. */
  default boolean restartsGateway(StepSettings step) {
    return false;
  }

  /**
   * Whether {@link #obstacle} is asked before a run that nobody approved, also where the gateway
   * itself is not restarted.
   */
  default boolean looksFirst() {
    return false;
  }

  /** Whether doing it again could do harm when nobody knows whether it was done. */
  default boolean isOnce() {
    return repetition() == Repetition.ONCE;
  }
}

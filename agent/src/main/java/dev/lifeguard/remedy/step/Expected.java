package dev.lifeguard.remedy.step;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.StepOutcome;

/** Where failures that were to be expected, thrown on the way, become what a step answers. */
public final class Expected {
  private Expected() {}

  /** Something that may fail, or be interrupted. */
  @FunctionalInterface
  public interface Work<T> {
    T done() throws InterruptedException;
  }

  public static StepOutcome outcome(Work<StepOutcome> work) throws InterruptedException {
    try {
      return work.done();
    } catch (FailedException e) {
      return StepOutcome.failed(e.failure());
    }
  }

  /** A preview that cannot be had says so, and why. */
  public static Preview preview(String otherwise, Work<Preview> work) throws InterruptedException {
    try {
      return work.done();
    } catch (FailedException e) {
      return Preview.of(otherwise + " At present it would fail: " + e.failure());
    }
  }
}

package dev.lifeguard.remedy.step.people;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Event;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A step that tells people. Told twice, it has the same key, by which receivers know it again. */
abstract class Telling implements StepKind {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Bus bus;
  private final Time time;

  Telling(Bus bus, Time time) {
    this.bus = bus;
    this.time = time;
  }

  @Override
  public final Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public final Duration limit() {
    return LIMIT;
  }

  final Instant now() {
    return time.now();
  }

  final StepOutcome told(Event news, String output) {
    bus.publish(news);
    return StepOutcome.done(output);
  }

  static String key(Scene scene) {
    return "step-" + scene.cause().run() + "-" + scene.number();
  }

  /** What the remedy wants said, or what is said when it gives no text. */
  static String text(Scene scene, String between) {
    return scene
        .step()
        .text("text")
        .orElseGet(() -> scene.cause().remedy() + between + scene.cause().subject());
  }
}

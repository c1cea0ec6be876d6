package dev.lifeguard.remedy.step.people;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.RemedyEvent.NoteRequested;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.List;

/** Has people told something, without calling anybody. */
public final class NotifyStep implements StepKind {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Bus bus;
  private final Time time;

  public NotifyStep(Bus bus, Time time) {
    this.bus = bus;
    this.time = time;
  }

  @Override
  public String name() {
    return "notify";
  }

  @Override
  public Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public Duration limit() {
    return LIMIT;
  }

  @Override
  public Preview preview(Scene scene) {
    var to = to(scene).isEmpty() ? "those who hear of the alert" : String.join(", ", to(scene));
    return Preview.of("tells " + to + ": " + text(scene), "people");
  }

  @Override
  public StepOutcome act(Scene scene) {
    var text = text(scene);
    bus.publish(
        new NoteRequested(
            PageStep.key(scene),
            scene.cause().subject(),
            to(scene),
            text,
            scene.cause(),
            time.now()));
    return StepOutcome.done("told: " + text);
  }

  private static List<String> to(Scene scene) {
    return scene.step().words("to");
  }

  private static String text(Scene scene) {
    return scene
        .step()
        .text("text")
        .orElseGet(() -> scene.cause().remedy() + " is at work on " + scene.cause().subject());
  }
}

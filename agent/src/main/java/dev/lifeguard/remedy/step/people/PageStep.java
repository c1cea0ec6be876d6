package dev.lifeguard.remedy.step.people;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.RemedyEvent.PageRequested;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.Optional;

/** Has a person called. Told twice, it has the same key, by which receivers know it again. */
public final class PageStep implements StepKind {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Bus bus;
  private final Time time;

  public PageStep(Bus bus, Time time) {
    this.bus = bus;
    this.time = time;
  }

  @Override
  public String name() {
    return "page";
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
    return Preview.of("pages whoever is on call: " + text(scene), "people");
  }

  @Override
  public StepOutcome act(Scene scene) {
    var text = text(scene);
    bus.publish(
        new PageRequested(
            key(scene),
            scene.cause().subject(),
            scene.cause().remedy() + " asks for a person on " + scene.gateway(),
            text,
            Optional.of(scene.cause()),
            time.now()));
    return StepOutcome.done("page requested: " + text);
  }

  static String key(Scene scene) {
    return "step-" + scene.cause().run() + "-" + scene.number();
  }

  private static String text(Scene scene) {
    return scene
        .step()
        .text("text")
        .orElseGet(() -> scene.cause().remedy() + " on " + scene.cause().subject());
  }
}

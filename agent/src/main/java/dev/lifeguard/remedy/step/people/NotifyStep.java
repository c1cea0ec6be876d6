package dev.lifeguard.remedy.step.people;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.RemedyEvent.NoteRequested;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.time.Time;
import java.util.List;

/** Has people told something, without calling anybody. */
public final class NotifyStep extends Telling {
  public NotifyStep(Bus bus, Time time) {
    super(bus, time);
  }

  @Override
  public String name() {
    return "notify";
  }

  @Override
  public Preview preview(Scene scene) {
    var to = to(scene).isEmpty() ? "those who hear of the alert" : String.join(", ", to(scene));
    return Preview.of("tells " + to + ": " + text(scene), "people");
  }

  @Override
  public StepOutcome act(Scene scene) {
    var cause = scene.cause();
    var text = text(scene);
    return told(
        new NoteRequested(key(scene), cause.subject(), to(scene), text, cause, now()),
        "told: " + text);
  }

  private static List<String> to(Scene scene) {
    return scene.step().words("to");
  }

  private static String text(Scene scene) {
    return text(scene, " is at work on ");
  }
}

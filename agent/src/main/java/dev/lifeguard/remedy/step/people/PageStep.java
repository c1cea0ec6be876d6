package dev.lifeguard.remedy.step.people;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.RemedyEvent.PageRequested;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.time.Time;
import java.util.Optional;

/** Has a person called. */
public final class PageStep extends Telling {
  public PageStep(Bus bus, Time time) {
    super(bus, time);
  }

  @Override
  public String name() {
    return "page";
  }

  @Override
  public Preview preview(Scene scene) {
    return Preview.of("pages whoever is on call: " + text(scene), "people");
  }

  @Override
  public StepOutcome act(Scene scene) {
    var cause = scene.cause();
    var headline = cause.remedy() + " asks for a person on " + scene.gateway();
    var text = text(scene);
    return told(
        new PageRequested(key(scene), cause.subject(), headline, text, Optional.of(cause), now()),
        "page requested: " + text);
  }

  private static String text(Scene scene) {
    return text(scene, " on ");
  }
}

package dev.lifeguard.remedy.run;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.remedy.Masking;
import dev.lifeguard.remedy.PlannedStep;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Scene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the steps of a remedy would do, one after the other. Blocks; reads only. */
final class Previews {
  private final StepKinds kinds;

  Previews(StepKinds kinds) {
    this.kinds = kinds;
  }

  /** What one step would do, and when it would be skipped. */
  record StepPreview(int number, String name, String input, Preview preview) {}

  List<StepPreview> of(List<PlannedStep> steps, Scene.Cause cause, Instant deadline)
      throws InterruptedException {
    var previews = new ArrayList<StepPreview>();
    for (var planned : steps) {
      var number = previews.size() + 1;
      var scene = new Scene(cause, number, planned.step(), Map.of(), deadline);
      var preview = masked(of(planned, scene));
      previews.add(
          new StepPreview(number, planned.step().name(), Masking.input(planned.step()), preview));
    }
    return previews;
  }

  private Preview of(PlannedStep planned, Scene scene) throws InterruptedException {
    var name = planned.step().name();
    var own = own(planned);
    if (!own.isEmpty()) return guarded(planned, Preview.of(own));
    var kind = kinds.find(name);
    if (kind.isEmpty()) return Preview.of("cannot be done: this agent has no step " + name);
    try {
      return guarded(planned, kind.get().preview(scene));
    } catch (FailedException e) {
      return Preview.of("cannot be said beforehand: " + e.failure());
    } catch (RuntimeException e) {
      return Preview.of("cannot be said beforehand: " + e);
    }
  }

  private static String own(PlannedStep planned) {
    return switch (planned.step().name()) {
      case StepKinds.WAIT -> "waits " + planned.step().value();
      case StepKinds.APPROVE -> "asks a person before it goes on";
      default -> "";
    };
  }

  private static Preview guarded(PlannedStep planned, Preview preview) {
    var text = preview.text();
    if (planned.onlyIf().isPresent()) text += "; only if " + planned.onlyIf().get();
    if (planned.unless().isPresent()) text += "; unless " + planned.unless().get();
    return new Preview(text, preview.diff(), preview.touches());
  }

  private static Preview masked(Preview preview) {
    return new Preview(
        Masking.output(preview.text()), preview.diff().map(Masking::output), preview.touches());
  }

  static String text(List<StepPreview> previews) {
    var text = new StringBuilder();
    for (var one : previews)
      text.append(one.number())
          .append(". ")
          .append(one.name())
          .append(": ")
          .append(one.preview().text())
          .append('\n');
    return text.toString().stripTrailing();
  }

  static String diff(List<StepPreview> previews) {
    var diffs = previews.stream().flatMap(one -> one.preview().diff().stream()).toList();
    return String.join("\n", diffs);
  }
}

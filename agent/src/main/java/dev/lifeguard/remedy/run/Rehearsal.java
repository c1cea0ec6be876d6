package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.GateAnswer;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.RemedySettings.Mode;
import java.util.List;

/**
 * What a run would do, with nothing done.
 *
 * @param gates what each gate says to a person who asks for it now
 */
public record Rehearsal(
    String remedy, Subject subject, Mode mode, List<GateAnswer> gates, List<Step> steps) {
  public Rehearsal {
    gates = List.copyOf(gates);
    steps = List.copyOf(steps);
  }

  /** One step. */
  public record Step(int number, String name, String input, Preview preview) {}
}

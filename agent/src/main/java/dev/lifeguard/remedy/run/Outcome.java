package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.GateAnswer;
import dev.lifeguard.remedy.Run;
import java.util.List;

/** What came of something that a person asked for. */
public sealed interface Outcome {
  record Accepted(Run run) implements Outcome {}

  /** A gate is in the way. */
  record Blocked(Block block, List<GateAnswer> gates) implements Outcome {
    public Blocked {
      gates = List.copyOf(gates);
    }
  }

  /** There is no such thing. */
  record Missing(String what) implements Outcome {}

  /** It is there, but not in a state for that. */
  record Refused(String why) implements Outcome {}
}

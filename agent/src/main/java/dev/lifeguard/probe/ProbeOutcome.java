package dev.lifeguard.probe;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.util.List;

/** What a look came to. Either way it says how long it took, phase by phase, and what it saw. */
public sealed interface ProbeOutcome {
  record Passed(Timing timing, List<Reading> readings) implements ProbeOutcome {
    public Passed {
      readings = List.copyOf(readings);
    }
  }

  record Failed(Failure failure, Timing timing, List<Reading> readings) implements ProbeOutcome {
    public Failed {
      readings = List.copyOf(readings);
    }
  }

  /**
   * The look could not be made, so nothing is known: the bulkhead was full, a layer is missing. The
   * readings say which facts are not known any more.
   */
  record Unknown(Failure because, Timing timing, List<Reading> readings) implements ProbeOutcome {
    public Unknown {
      readings = List.copyOf(readings);
    }

    public Unknown(Failure because, Timing timing) {
      this(because, timing, List.of());
    }
  }

  Timing timing();

  List<Reading> readings();

  /** One thing seen. */
  record Reading(Subject subject, Fact fact, FactValue value) {}

  /** The whole look and its phases in order: resolve, connect, banner, kex, auth, ... */
  record Timing(Duration took, List<Phase> phases) {
    public Timing {
      phases = List.copyOf(phases);
    }

    public static Timing of(Duration took) {
      return new Timing(took, List.of());
    }
  }

  record Phase(String name, Duration took) {}
}

package dev.lifeguard.config;

import dev.lifeguard.bus.Event;
import java.time.Instant;
import java.util.List;

/** What became of a changed configuration. */
public sealed interface ReloadEvent extends Event {
  Instant at();

  /** These changes are in force; none: the files say what is in force already. */
  record ReloadApplied(List<Change> changes, Instant at) implements ReloadEvent {
    public ReloadApplied {
      changes = List.copyOf(changes);
    }
  }

  /** These changes are good, but wait until somebody asks for them. */
  record ReloadWaiting(List<Change> changes, Instant at) implements ReloadEvent {
    public ReloadWaiting {
      changes = List.copyOf(changes);
    }
  }

  /** The files cannot be used; what was in force stays in force. */
  record ReloadRefused(List<Problem> problems, String because, Instant at) implements ReloadEvent {
    public ReloadRefused {
      problems = List.copyOf(problems);
    }
  }
}

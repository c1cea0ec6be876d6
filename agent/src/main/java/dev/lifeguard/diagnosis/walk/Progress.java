package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.PathLayer;

/** Hears what is being looked at, for a person who waits. Called on the walk's thread. */
@FunctionalInterface
public interface Progress {
  Progress SILENT = (_, _) -> {};

  void now(PathLayer layer, String what);
}

package dev.lifeguard.diagnosis.walk;

/** A look that goes further than the way itself, once the walk is over. Blocks. */
@FunctionalInterface
public interface Further {
  void look(Walk walk, Way way, Progress progress) throws InterruptedException;
}

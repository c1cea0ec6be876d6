package dev.lifeguard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What loading a file came to. */
public sealed interface Loaded<T> {
  /** Every problem, in the order of the files: warnings first, then errors. */
  List<Problem> problems();

  /** The files that were read, and the folders whose entries decide which are. */
  Set<Path> files();

  /**
   * Good: there are warnings at most.
   *
   * @param leaves every effective value with its origin
   */
  record Good<T>(T value, List<Problem> problems, List<Leaf> leaves, Set<Path> files)
      implements Loaded<T> {
    public Good {
      problems = List.copyOf(problems);
      leaves = List.copyOf(leaves);
      files = Set.copyOf(files);
    }
  }

  /** At least one error. */
  record Bad<T>(List<Problem> problems, Set<Path> files) implements Loaded<T> {
    public Bad {
      problems = List.copyOf(problems);
      files = Set.copyOf(files);
    }
  }
}

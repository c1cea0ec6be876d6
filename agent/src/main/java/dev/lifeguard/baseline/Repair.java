package dev.lifeguard.baseline;

import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** What may be mended without asking: modes become narrower, dead lines go. */
public sealed interface Repair {
  Path file();

  /**
   * Takes rights away from others.
   *
   * @param to as {@code rw-------}
   */
  record Narrow(Path file, String to) implements Repair {}

  /** Takes these lines out, counted from 1; the file as it was is kept beside it. */
  record DropLines(Path file, SortedSet<Integer> lines) implements Repair {
    public DropLines {
      lines = new TreeSet<>(lines);
    }
  }
}

package dev.lifeguard.ssh;

import java.nio.file.Path;

/** A line of a file that somebody wrote: where a value or a mistake stands. Lines count from 1. */
public record FilePosition(Path file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}

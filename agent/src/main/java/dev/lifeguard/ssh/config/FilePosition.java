package dev.lifeguard.ssh.config;

import java.nio.file.Path;

/**
 * A line of a file that somebody wrote: where a value or a mistake stands. Lines count from 1; 0 is
 * the file as a whole.
 */
public record FilePosition(Path file, int line) {
  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line;
  }
}

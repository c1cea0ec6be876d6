package dev.lifeguard.config;

import java.nio.file.Path;

/**
 * A text that is read, under the name that messages give it: a file, a resource of the program, or
 * what the program itself wrote.
 *
 * @param folder what relative paths within the text are relative to
 */
public record Source(String name, Path folder, String text) {
  /** A text that lies in no folder. */
  public static Source of(String name, String text) {
    return new Source(name, Path.of("").toAbsolutePath(), text);
  }

  /** The line of that number, counted from one; empty beyond the end. */
  String line(int number) {
    return text.lines().skip(number - 1L).findFirst().orElse("");
  }
}

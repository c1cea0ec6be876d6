package dev.lifeguard.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why there is nothing to read under a name. Looks at the disk. */
public final class Absence {
  private Absence() {}

  /** In words that follow the name. */
  public static String of(Path file) {
    try {
      file.toRealPath();
      return Files.isDirectory(file) ? "is a folder" : "is no file";
    } catch (AccessDeniedException e) {
      return "cannot be reached: a folder on the way to it may not be entered";
    } catch (NoSuchFileException e) {
      return Files.isSymbolicLink(file)
          ? "is a symbolic link to " + target(file)
          : "does not exist";
    } catch (IOException e) {
      return Files.isSymbolicLink(file)
          ? "is a symbolic link that leads in a circle"
          : "cannot be reached: " + e.getMessage();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link) + ", which does not exist";
    } catch (IOException e) {
      return "something that does not exist";
    }
  }
}

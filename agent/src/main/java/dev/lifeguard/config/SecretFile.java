package dev.lifeguard.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Reads one-line secret files, and refuses those that others can read. */
public final class SecretFile {
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /** What reading came to: the secret, nothing asked for, or why not. */
  public sealed interface Result {
    record Read(Secret secret) implements Result {}

    record Absent() implements Result {}

    /** The clause says which file, what is wrong and how to mend it. */
    record Refused(String because) implements Result {}
  }

  private SecretFile() {}

  public static Result read(SecretSource source) {
    return switch (source) {
      case SecretSource.None _ -> new Result.Absent();
      case SecretSource.Given(var secret) -> new Result.Read(secret);
      case SecretSource.InFile(var file) -> read(file);
      case SecretSource.Unset(var variable) ->
          new Result.Refused("the variable " + variable + " is not set");
    };
  }

  private static Result read(Path file) {
    try {
      if (!Files.isRegularFile(file)) return new Result.Refused(file + " does not exist");
      if (readableByOthers(file))
        return new Result.Refused(file + " is readable by others; mend with: chmod 600 " + file);
      var text = Files.readString(file).strip();
      if (text.isEmpty()) return new Result.Refused(file + " is empty");
      return new Result.Read(new Secret(text));
    } catch (IOException e) {
      return new Result.Refused(file + " cannot be read: " + e.getMessage());
    }
  }

  private static boolean readableByOthers(Path file) throws IOException {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    } catch (UnsupportedOperationException e) {
      return false; // no POSIX modes on this file system: nothing to judge by
    }
  }
}

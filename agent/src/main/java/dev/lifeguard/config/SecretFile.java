package dev.lifeguard.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
      case SecretSource.InJson(var file, var path) -> read(file, path);
      case SecretSource.Unset(var variable) ->
          new Result.Refused("the variable " + variable + " is not set");
    };
  }

  private static Result read(Path file) {
    return reading(file, text -> text.isEmpty() ? empty(file) : new Result.Read(new Secret(text)));
  }

  private static Result empty(Path file) {
    return new Result.Refused(file + " is empty");
  }

  /** The file may be rotated while we run, so it is parsed each time. */
  private static Result read(Path file, String path) {
    return reading(file, text -> in(file, text, path));
  }

  private static Result in(Path file, String text, String path) {
    var read = Json5.read(Source.of(file.toString(), text));
    var found =
        read instanceof Json5.Result.Read(var root)
            ? root.along(path.split("\\."))
            : Optional.<Node>empty();
    if (found.isPresent() && found.get() instanceof Node.Text(_, var value, _) && !value.isEmpty())
      return value.startsWith("${")
          ? new Result.Refused(file + " has only a variable under " + path + ": " + value)
          : new Result.Read(new Secret(value));
    return new Result.Refused(file + " has no text under " + path);
  }

  private static Result reading(Path file, Function<String, Result> understand) {
    try {
      if (!Files.isRegularFile(file)) return new Result.Refused(file + " " + Absence.of(file));
      if (readableByOthers(file))
        return new Result.Refused(file + " is readable by others; mend with: chmod 600 " + file);
      return understand.apply(Files.readString(file).strip());
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

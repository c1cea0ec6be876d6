package dev.lifeguard.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who else may do what with a file. */
final class FileModes {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);
  private static final Set<PosixFilePermission> WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private FileModes() {}

  /** A secret is its owner's alone. */
  static Optional<BaselineFinding> secret(BaselineCheck check, Path file) {
    return wider(check, file, OTHERS);
  }

  /** What others must not change, they may well read. */
  static Optional<BaselineFinding> settings(Path file) {
    return wider(BaselineCheck.SSH_FILE_MODE, file, WRITE);
  }

  private static Optional<BaselineFinding> wider(
      BaselineCheck check, Path file, Set<PosixFilePermission> refused) {
    try {
      var mode = Files.getPosixFilePermissions(file);
      var narrow = EnumSet.noneOf(PosixFilePermission.class);
      narrow.addAll(mode);
      if (!narrow.removeAll(refused)) return Optional.empty();
      var to = PosixFilePermissions.toString(narrow);
      var seen = "has mode " + PosixFilePermissions.toString(mode) + ", not " + to;
      var finding =
          BaselineFinding.here(check, file.toString(), seen, "chmod " + octal(to) + " " + file);
      return Optional.of(finding.with(new Repair.Narrow(file, to)));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // no file, or none whose mode we may see: others say so
    }
  }

  private static String octal(String mode) {
    var bits = 0;
    for (var letter : mode.toCharArray()) bits = bits * 2 + (letter == '-' ? 0 : 1);
    return "%04o".formatted(bits);
  }
}

package dev.lifeguard.baseline;

import static dev.lifeguard.baseline.BaselineCheck.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges private key files: mode, type, age. Reads files. */
final class KeyPosture {
  private static final Duration OLD = Duration.ofDays(90);

  private final Instant now;

  KeyPosture(Instant now) {
    this.now = now;
  }

  /** Nothing about what is no private key. */
  List<BaselineFinding> of(Path file) {
    var text = SmallFile.read(file).filter(KeyKind::isPrivateKey);
    if (text.isEmpty()) return List.of();
    var findings = new ArrayList<BaselineFinding>();
    FileModes.secret(SSH_KEY_MODE, file).ifPresent(findings::add);
    KeyKind.of(text.get())
        .filter(kind -> !kind.contains("ed25519"))
        .ifPresent(kind -> findings.add(kind(file, kind)));
    SmallFile.age(file, now)
        .filter(age -> age.compareTo(OLD) > 0)
        .ifPresent(age -> findings.add(old(file, age)));
    return findings;
  }

  /** A key that a tunnel asks for must be there. */
  Optional<BaselineFinding> missing(Path file) {
    return Files.exists(file)
        ? Optional.empty()
        : Optional.of(
            BaselineFinding.here(
                SSH_KEY_MISSING, file.toString(), "there is no such file", renew(file)));
  }

  private static BaselineFinding kind(Path file, String kind) {
    return BaselineFinding.here(SSH_KEY_TYPE, file.toString(), "is of type " + kind, renew(file));
  }

  private static BaselineFinding old(Path file, Duration age) {
    var seen = "is " + age.toDays() + " days old; at most " + OLD.toDays() + " are wanted";
    return BaselineFinding.here(SSH_KEY_OLD, file.toString(), seen, renew(file));
  }

  private static String renew(Path file) {
    return "ssh-keygen -t ed25519 -f " + file + ".new, then authorise it, then replace the old one";
  }
}

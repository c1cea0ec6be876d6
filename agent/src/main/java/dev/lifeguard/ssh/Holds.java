package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.ResolvedTarget.SessionKey;
import dev.lifeguard.ssh.key.IdentitySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * Logins that failed for good, and what they were tried with. As long as nothing of that changes
 * they are not tried again, but for once in a while: the far side may have been repaired.
 */
final class Holds {
  /** Rare enough for sshd's penalties to run out many times over. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** Everything on our side that a login's outcome depends on. */
  record Stake(ResolvedTarget target, String keys, Map<Path, FileTime> files, int password) {
    static Stake of(ResolvedTarget target, IdentitySet identities, int password) {
      var trusted = target.hostKeys();
      var files =
          Stream.concat(trusted.userFiles().stream(), trusted.globalFiles().stream())
              .distinct()
              .collect(Collectors.toUnmodifiableMap(file -> file, Stake::modified));
      return new Stake(target, fingerprints(identities), files, password);
    }

    private static String fingerprints(IdentitySet identities) {
      return identities.keys().stream()
          .map(key -> KeyUtils.getFingerPrint(key.getKeyIdentity().getPublic()))
          .collect(Collectors.joining(" "));
    }

    private static FileTime modified(Path file) {
      try {
        return Files.getLastModifiedTime(file);
      } catch (IOException e) {
        return FileTime.fromMillis(0); // absent: another value once it is there
      }
    }
  }

  private record Hold(Failure failure, Stake stake, long until) {}

  private final Map<SessionKey, Hold> holds = new ConcurrentHashMap<>();

  /** The failure that would only happen again. */
  Optional<Failure> held(SessionKey key, Stake stake, long now) {
    return Optional.ofNullable(holds.get(key))
        .filter(hold -> hold.until() > now && hold.stake().equals(stake))
        .map(Hold::failure);
  }

  void hold(SessionKey key, Failure failure, Stake stake, long now) {
    holds.put(key, new Hold(failure, stake, now + LONGEST.toNanos()));
  }

  void release(SessionKey key) {
    holds.remove(key);
  }
}

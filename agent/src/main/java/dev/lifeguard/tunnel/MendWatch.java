package dev.lifeguard.tunnel;

import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.time.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * While a tunnel has failed for good: looks whether one of the files has changed that may have
 * mended it, and lets the SSH room be asked again now and then, which knows more (an agent's keys,
 * a server that was mended). Used on the context of {@link Tunnels} only.
 */
final class MendWatch {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int ASK_EVERY_LOOKS = 60;

  /** Soon: what was mended while the login still failed is no change to whoever looks only now. */
  private static final int FIRST_ASK = 1;

  private final SshSettings settings;
  private final Site site;
  private final Dialler dialler;
  private Timer alarm = () -> {};
  private long watch;

  MendWatch(SshSettings settings, Site site, Dialler dialler) {
    this.settings = settings;
    this.site = site;
    this.dialler = dialler;
  }

  /** What to do when something may be mended, and when it is merely time to ask. */
  record Then(Runnable changed, Runnable ask) {}

  void begin(Then then) {
    end();
    look(watch, 0, Optional.empty(), then);
  }

  void end() {
    watch++;
    alarm.cancel();
  }

  private void look(long mine, int looks, Optional<Map<Path, String>> before, Then then) {
    dialler.stakes(
        settings,
        now -> {
          if (mine != watch) return;
          if (before.isPresent() && !before.orElseThrow().equals(now)) {
            then.changed().run();
            return;
          }
          if (looks % ASK_EVERY_LOOKS == FIRST_ASK) then.ask().run();
          alarm =
              site.time().after(LOOK_EVERY, () -> look(mine, looks + 1, Optional.of(now), then));
        });
  }
}

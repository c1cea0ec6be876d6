package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshSession;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A session that is asked for a channel and does not answer may be dead already: then it is asked
 * for a sign of life at once, instead of at its next keepalive. Used on the loop only.
 */
final class Suspicion {
  private static final Duration AFTER = Duration.ofSeconds(1);

  /** TCP repeats what was lost after 0.2, 0.6, 1.4 and 3 s. */
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Site site;
  private boolean watching;

  Suspicion(Site site) {
    this.site = site;
  }

  /** Looks again after a second, unless somebody is looking already. */
  void raise(SshSession session, BooleanSupplier stillWaits) {
    if (watching) return;
    watching = true;
    Runnable look =
        () -> {
          watching = false;
          if (stillWaits.getAsBoolean()) prove(session, () -> true);
        };
    site.time().after(AFTER, () -> site.loop().run(look));
  }

  /**
   * Ends the session unless its server answers in time, or nobody wants to know any more; from any
   * thread.
   */
  static void prove(SshSession session, BooleanSupplier stillAsked) {
    session
        .alive(DEADLINE)
        .whenComplete(
            (_, thrown) -> {
              if (thrown == null || !stillAsked.getAsBoolean()) return;
              var why = Thrown.failure(thrown);
              // Any other failure is the end of the session, which has its own reason.
              if (why.reason() == Reason.TIMEOUT)
                session.end(new Failure(Reason.KEEPALIVE_LOST, why.detail()));
            });
  }
}

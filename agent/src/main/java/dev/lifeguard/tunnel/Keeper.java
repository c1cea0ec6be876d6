package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.tunnel.TunnelNews.Hint;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Looks after one tunnel. Used on the context of {@link Tunnels} only. */
sealed interface Keeper permits SessionKeeper, OwnerKeeper {
  TunnelId id();

  TunnelSettings settings();

  TunnelView view();

  void start();

  /**
   * Ends what is under way and begins anew, whatever the state. Fails with a FailedException when
   * the owner of the tunnel does not do it.
   */
  CompletionStage<Void> restart();

  void stop(Failure why);

  void hint(Hint hint);

  /** An SSH login on that server succeeded, whoever made it. */
  void sister(String server);

  /** Tells the facts as they are now. */
  void observe();

  /** The forward of that name, if we carry it ourselves. */
  Optional<CarriedForward> carried(String forward);

  /** The session that carries, while there is one. */
  Optional<SshSession> session();
}

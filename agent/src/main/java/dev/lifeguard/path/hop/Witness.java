package dev.lifeguard.path.hop;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.FactValue.Amount;
import dev.lifeguard.fact.FactValue.Word;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.reason.Reason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What one look at a gateway's path says of the host where the path begins. */
sealed interface Witness {
  /** The host let something through. */
  record Proof() implements Witness {}

  /** The path does not even begin. */
  record Failing(Reason reason) implements Witness {}

  /** It fails for a reason that lies elsewhere, as a key of ours does: no word against the host. */
  record Elsewhere() implements Witness {}

  /**
   * Reasons that speak of the way to the host, or of its sshd, and not of keys or what is behind.
   */
  Set<Reason> AT_THE_HOST =
      EnumSet.of(
          Reason.UNRESOLVED,
          Reason.REFUSED,
          Reason.CONNECT_TIMEOUT,
          Reason.NETWORK_UNREACHABLE,
          Reason.RESET,
          Reason.TIMEOUT,
          Reason.NO_BANNER,
          Reason.NOT_SSH,
          Reason.PENALISED,
          Reason.KEX_TIMEOUT,
          Reason.AUTH_TIMEOUT,
          Reason.JUMP_REFUSED,
          Reason.JUMP_UNREACHABLE,
          Reason.KEEPALIVE_LOST,
          Reason.CLOSED_BY_SERVER);

  /** Empty when it says nothing of the host. An active session is no proof: it may be dead. */
  static Optional<Witness> of(Observed seen) {
    return switch (seen.fact()) {
      case TUNNEL_UP -> proof(seen.value() instanceof Amount(var up) && up == 1);
      case SSH_AUTH_TIME ->
          proof(seen.value() instanceof Amount(var took) && Double.isFinite(took));
      case TUNNEL_REASON, SSH_REASON -> failing(seen.value());
      default -> Optional.empty();
    };
  }

  private static Optional<Witness> proof(boolean given) {
    return given ? Optional.of(new Proof()) : Optional.empty();
  }

  private static Optional<Witness> failing(FactValue value) {
    return value instanceof Word(var code) ? Reason.of(code).map(Witness::of) : Optional.empty();
  }

  private static Witness of(Reason reason) {
    return AT_THE_HOST.contains(reason) ? new Failing(reason) : new Elsewhere();
  }

  /** The facts that may say something. */
  static boolean mayTell(Fact fact) {
    return switch (fact) {
      case TUNNEL_UP, SSH_AUTH_TIME, TUNNEL_REASON, SSH_REASON -> true;
      default -> false;
    };
  }
}

package dev.lifeguard.chaos;

import static dev.lifeguard.reason.Reason.CLOSED_BY_SERVER;
import static dev.lifeguard.reason.Reason.CONNECT_TIMEOUT;
import static dev.lifeguard.reason.Reason.KEEPALIVE_LOST;
import static dev.lifeguard.reason.Reason.KEY_REJECTED;
import static dev.lifeguard.reason.Reason.NO_BANNER;
import static dev.lifeguard.reason.Reason.REFUSED;

import dev.lifeguard.reason.Reason;
import java.util.EnumSet;
import java.util.Set;

/** What goes wrong, and what a tunnel may call it: the model that a cycle is checked against. */
enum Fault {
  /** The process that serves the session dies; the server goes on. */
  KILL(CLOSED_BY_SERVER),

  /** Sessions are reset, and the port refuses for a while. */
  REFUSE(CLOSED_BY_SERVER, REFUSED),

  /** Sessions are reset, and nothing answers for a while though connections open. */
  DROP(CLOSED_BY_SERVER, NO_BANNER, CONNECT_TIMEOUT),

  /** Another key lies in the place of ours when the session dies. */
  WRONG_KEY(CLOSED_BY_SERVER, KEY_REJECTED),

  /** The session dies on a path of 40 ms each way that stays slow. */
  SLOW(CLOSED_BY_SERVER),

  /** Nothing moves any more, and nothing is closed. */
  HALF_OPEN(KEEPALIVE_LOST, NO_BANNER);

  private final Set<Reason> reasons;

  Fault(Reason first, Reason... others) {
    this.reasons = EnumSet.of(first, others);
  }

  boolean explains(Reason reason) {
    return reasons.contains(reason);
  }
}

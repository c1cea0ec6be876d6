package dev.lifeguard.remedy;

import dev.lifeguard.remedy.RemedySettings.Mode;
import java.util.Set;

/**
 * What the gates are asked: may this remedy run for this call?
 *
 * @param mode the stricter of the remedy's and the gateway's
 * @param harm whether it ends what agents are doing
 * @param despite gates that a person overrules
 */
public record Petition(
    RemedySettings remedy,
    Call call,
    Mode mode,
    Harm harm,
    Standing standing,
    Set<Block.Why> despite) {
  public Petition {
    despite = Set.copyOf(despite);
  }

  /** Whether a step of it ends the gateway's process. */
  public enum Harm {
    NONE,
    RESTARTS_GATEWAY
  }

  /** Whether people have already been asked. */
  public enum Standing {
    NEW,
    APPROVED
  }

  boolean byPerson() {
    return call instanceof Call.ByPerson;
  }
}

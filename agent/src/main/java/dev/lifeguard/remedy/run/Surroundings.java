package dev.lifeguard.remedy.run;

import java.time.Duration;

/**
 * What the engine asks of the rest of the agent.
 *
 * @param liveness whether a gateway answers; blocks
 * @param looks has a gateway looked at now, by everything that looks at it
 */
public record Surroundings(Liveness liveness, Looks looks) {
  /** Whether anything answers where the gateway should be. */
  @FunctionalInterface
  public interface Liveness {
    boolean answers(String gateway, Duration patience) throws InterruptedException;
  }

  /** Asks for looks without waiting for them. */
  @FunctionalInterface
  public interface Looks {
    void now(String gateway);
  }
}

package dev.lifeguard.remedy;

import dev.lifeguard.fact.FactValue;
import dev.lifeguard.rule.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the gates judge by, as it was at one moment.
 *
 * @param stopped who stopped everything and why; empty: nobody
 * @param when what its condition came to
 */
public record Situation(
    Optional<String> stopped,
    Alarm alarm,
    Truth when,
    Quiet quiet,
    Need need,
    Ledger ledger,
    Work work,
    Instant now) {

  /**
   * The alert that calls.
   *
   * @param standing whether it fires, in the episode that called
   * @param sameEpisode the run that it had already; empty: none
   * @param ownAction the run in whose effect window the alert arose; empty: none
   */
  public record Alarm(Standing standing, Optional<String> sameEpisode, Optional<String> ownAction) {
    public static final Alarm NONE = new Alarm(Standing.FIRING, Optional.empty(), Optional.empty());
  }

  /** Whether an alert still asks for help. */
  public enum Standing {
    FIRING,
    OVER
  }

  /**
   * What asks for stillness.
   *
   * @param maintenance windows that cover the gateway
   * @param blockers alerts that fire on the gateway and stand in the way
   */
  public record Quiet(List<String> maintenance, List<String> blockers) {
    public static final Quiet NONE = new Quiet(List.of(), List.of());

    public Quiet {
      maintenance = List.copyOf(maintenance);
      blockers = List.copyOf(blockers);
    }
  }

  /** How many gateways call for the same remedy or did just now, of how many. */
  public record Need(int inNeed, int fleet) {
    /** Gateways that fall one after the other within this fall together. */
    public static final Duration WINDOW = Duration.ofSeconds(30);
  }

  /**
   * What goes on at the gateway.
   *
   * @param lease the run that is at work there; empty: none
   * @param activeRuns the fact, as last seen
   * @param restarts of the gateway's process by any remedy, lately
   * @param obstacles what was found when looking closely; empty before anybody looked
   */
  public record Work(
      Optional<String> lease, FactValue activeRuns, List<Instant> restarts, List<Block> obstacles) {
    /** A third restart within so long trips the gateway's own breaker against crash loops. */
    public static final Duration RESTART_WINDOW = Duration.ofMinutes(5);

    public static final int RESTARTS = 2;

    public Work {
      restarts = List.copyOf(restarts);
      obstacles = List.copyOf(obstacles);
    }
  }
}

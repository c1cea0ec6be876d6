package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.ChannelState;
import dev.lifeguard.gateway.health.ChannelReading.LiveProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a channel is, and why we say so. {@code connected: true} proves nothing: the life cycle, the
 * last live probe and the age of the last transport activity decide.
 */
record ChannelVerdict(ChannelState state, String detail) {
  /** The gateway itself takes half an hour to call a transport stale. */
  static final Duration STALE = Duration.ofMinutes(10);

  /** Empty: nobody wants this account to run. */
  static Optional<ChannelVerdict> of(
      ChannelReading reading, Optional<LiveProbe> probe, boolean suppressed, Instant now) {
    if (!reading.wanted()) return Optional.empty();
    var held = suppressed && !reading.running().equals(Optional.of(true));
    if (held || reading.brokenOff())
      return verdict(ChannelState.SUPPRESSED, "not started: crash-loop breaker");
    return byHealth(reading)
        .or(() -> byLifecycle(reading))
        .or(() -> byProbe(probe))
        .or(() -> byActivity(reading, probe, now))
        .or(() -> verdict(ChannelState.ACTIVE, ""));
  }

  private static Optional<ChannelVerdict> byHealth(ChannelReading reading) {
    return switch (reading.healthState()) {
      case "terminal-disconnect", "blocked" -> verdict(ChannelState.BLOCKED, reading);
      case "not-running" ->
          verdict(
              reading.restartPending() ? ChannelState.RECOVERING : ChannelState.STOPPED, reading);
      case "stale-socket", "stuck", "ingress-unavailable" -> verdict(ChannelState.SILENT, reading);
      case String _ -> Optional.empty();
    };
  }

  private static Optional<ChannelVerdict> byLifecycle(ChannelReading reading) {
    return switch (reading.lifecycle()) {
      case "ready" -> byFlags(reading);
      case "starting" -> verdict(ChannelState.STARTING, reading);
      case "recovering" -> verdict(ChannelState.RECOVERING, reading);
      case "blocked" -> verdict(ChannelState.BLOCKED, reading);
      case "stopped" ->
          verdict(
              reading.restartPending() ? ChannelState.RECOVERING : ChannelState.STOPPED, reading);
      case String _ -> byFlags(reading);
    };
  }

  private static Optional<ChannelVerdict> byFlags(ChannelReading reading) {
    if (reading.restartPending()) return verdict(ChannelState.RECOVERING, reading);
    if (reading.running().equals(Optional.of(false))) return verdict(ChannelState.STOPPED, reading);
    if (reading.connected().equals(Optional.of(false)))
      return verdict(ChannelState.RECOVERING, reading);
    return Optional.empty();
  }

  private static Optional<ChannelVerdict> byProbe(Optional<LiveProbe> probe) {
    return probe
        .filter(it -> !it.ok())
        .map(it -> new ChannelVerdict(ChannelState.SILENT, "live probe: " + it.error()));
  }

  private static Optional<ChannelVerdict> byActivity(
      ChannelReading reading, Optional<LiveProbe> probe, Instant now) {
    if (probe.filter(LiveProbe::ok).isPresent()) return Optional.empty(); // quiet, but alive
    return reading
        .lastActivity()
        .map(at -> Duration.between(at, now))
        .filter(age -> age.compareTo(STALE) > 0)
        .map(
            age ->
                new ChannelVerdict(
                    ChannelState.SILENT, "nothing passed for " + age.toMinutes() + " min"));
  }

  private static Optional<ChannelVerdict> verdict(ChannelState state, ChannelReading reading) {
    var detail = reading.lastError().isEmpty() ? reading.healthState() : reading.lastError();
    return verdict(state, detail);
  }

  private static Optional<ChannelVerdict> verdict(ChannelState state, String detail) {
    return Optional.of(new ChannelVerdict(state, detail));
  }
}

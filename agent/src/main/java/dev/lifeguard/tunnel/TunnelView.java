package dev.lifeguard.tunnel;

import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One tunnel at one moment, for console and command line.
 *
 * @param through the SSH server, or the address that is watched
 * @param nagle empty while unknown; else whether small answers come at once, and why not
 */
public record TunnelView(
    TunnelId id,
    String through,
    TunnelState state,
    Duration inState,
    int recentReconnects,
    Standby standby,
    Optional<String> nagle,
    List<ForwardView> forwards) {

  public TunnelView {
    forwards = List.copyOf(forwards);
  }

  /** Why it is not well, as {@code tunnel_reason} has it: {@code none} when it is. */
  public String reason() {
    return Narrator.reason(state).map(why -> why.reason().code()).orElse("none");
  }

  /**
   * One forward at one moment.
   *
   * @param up bytes from this machine towards the far side
   */
  public record ForwardView(
      String name,
      Direction direction,
      Endpoint local,
      Endpoint remote,
      Expect expect,
      ForwardStatus status,
      Connected connections,
      long up,
      long down) {}

  /** Connections of a forward: how many came, how they ended, how many are there now. */
  public record Connected(long accepted, long served, long cut, int open, int held) {}
}

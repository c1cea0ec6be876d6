package dev.lifeguard.gateway.health;

import dev.lifeguard.bus.Event;
import java.time.Instant;
import java.util.Set;

/**
 * What one gateway's log lately held, as fingerprints of its lines: another gateway whose log holds
 * the same lines writes into the same file.
 *
 * @param writer the gateway's process: one that is watched under two names is one gateway
 */
record LogTrail(String gateway, String writer, String file, Set<Long> lines, Instant at)
    implements Event {
  LogTrail {
    lines = Set.copyOf(lines);
  }
}

package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Payload;
import java.util.Optional;

/** The process behind the gateway, as {@code system.info} tells it. */
record RuntimeReading(
    String hostname,
    Optional<Integer> port,
    Optional<Long> pid,
    String node,
    Optional<Long> rssBytes,
    String processId) {
  static RuntimeReading of(Payload info) {
    return new RuntimeReading(
        info.text("hostname").orElse(""),
        info.whole("port").filter(it -> 0 < it && it < 65_536).map(Long::intValue),
        info.whole("pid"),
        info.text("nodeVersion").orElse(""),
        info.child("processMemory").whole("rssBytes"),
        info.text("processInstanceId").orElse(""));
  }
}

package dev.lifeguard.notify;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is told, and how. */
public record NotifySettings(
    List<ReceiverSettings> receivers, Map<String, List<String>> groups, Optional<DeadMan> deadMan) {

  public NotifySettings {
    receivers = List.copyOf(receivers);
    groups = Map.copyOf(groups);
  }

  /** Nobody: what fires is logged. */
  public static NotifySettings none() {
    return new NotifySettings(List.of(), Map.of(), Optional.empty());
  }

  /** A ping outwards, whose absence somebody else notices. */
  public record DeadMan(URI url, Duration every) {}
}

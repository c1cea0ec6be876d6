package dev.lifeguard.gateway.health;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether somebody listens where each channel has its service, and which channels are worth a live
 * probe for it: those whose service went or came back, once for each change. Pure.
 */
final class ServiceBook {
  private final Map<URI, Boolean> answered = new HashMap<>();
  private SortedMap<String, Set<URI>> services = new TreeMap<>();

  /** From elsewhere the gateway's way to its services cannot be seen. */
  void configured(ConfigReading config, boolean gatewayIsHere) {
    services = gatewayIsHere ? config.services() : new TreeMap<>();
    answered.keySet().retainAll(places());
  }

  /** Each once, also where several channels share one. */
  Set<URI> places() {
    return services.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  /** The channels to probe now. */
  Set<String> heard(URI place, boolean answers) {
    var before = answered.put(place, answers);
    var news = before == null ? !answers : before != answers;
    if (!news) return Set.of();
    return services.keySet().stream()
        .filter(channel -> services.get(channel).contains(place))
        .collect(Collectors.toSet());
  }

  void forget() {
    answered.clear();
  }
}

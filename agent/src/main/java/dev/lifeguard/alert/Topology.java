package dev.lifeguard.alert;

import dev.lifeguard.fact.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which gateways are reached through the same host, so that a host that is gone is one story and
 * not one for each gateway.
 *
 * @param hosts the first host of each gateway that shares it with another one
 */
public record Topology(Map<String, String> hosts) {
  public static final Topology NONE = new Topology(Map.of());

  public Topology {
    hosts = Map.copyOf(hosts);
  }

  /** The host that must work before anything of this subject can be judged. */
  Optional<Subject> before(Subject subject) {
    return Optional.ofNullable(hosts.get(subject.gateway())).map(Subject::host);
  }

  /** The gateways that cannot be judged while the subject is broken. */
  List<String> behind(Subject subject) {
    var host = subject.labels().get("host");
    if (!subject.gateway().isEmpty() || host == null) return List.of();
    return hosts.entrySet().stream()
        .filter(entry -> entry.getValue().equals(host))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}

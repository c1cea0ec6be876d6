package dev.lifeguard.alert;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open dossiers, gateway by gateway. What it returns are copies. */
final class Dossiers {
  private record Key(String rule, Severity severity, Subject subject) {
    static Key of(Rule rule, Subject subject) {
      return new Key(rule.name(), rule.severity(), subject);
    }
  }

  private final Map<String, Map<Key, Dossier>> gateways = new HashMap<>();

  Dossier put(Dossier dossier) {
    gateways
        .computeIfAbsent(dossier.subject().gateway(), _ -> new HashMap<>())
        .put(Key.of(dossier.rule(), dossier.subject()), dossier);
    return dossier;
  }

  Optional<Dossier> find(Rule rule, Subject subject) {
    return Optional.ofNullable(
        gateways.getOrDefault(subject.gateway(), Map.of()).get(Key.of(rule, subject)));
  }

  Optional<Dossier> find(String id) {
    return all().stream().filter(dossier -> dossier.id().equals(id)).findFirst();
  }

  void drop(Dossier dossier) {
    dossier.rings(() -> {});
    gateways.computeIfPresent(
        dossier.subject().gateway(),
        (_, subjects) -> {
          subjects.remove(Key.of(dossier.rule(), dossier.subject()));
          return subjects;
        });
  }

  List<Dossier> of(String gateway) {
    return List.copyOf(gateways.getOrDefault(gateway, Map.of()).values());
  }

  List<Dossier> all() {
    return gateways.values().stream().flatMap(each -> each.values().stream()).toList();
  }
}

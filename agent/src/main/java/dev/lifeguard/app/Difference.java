package dev.lifeguard.app;

import dev.lifeguard.app.AgentSettings.Own;
import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.config.Change;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.tunnel.TunnelSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What differs between the configuration in force and a fresh one. Pure. */
final class Difference {
  private final AgentSettings old;
  private final AgentSettings fresh;
  private final Map<String, WatchedGateway> before;
  private final Map<String, WatchedGateway> after;

  Difference(AgentSettings old, AgentSettings fresh) {
    this.old = old;
    this.fresh = fresh;
    this.before = byName(old);
    this.after = byName(fresh);
  }

  private static Map<String, WatchedGateway> byName(AgentSettings settings) {
    var byName = new LinkedHashMap<String, WatchedGateway>();
    settings.gateways().forEach(gateway -> byName.put(gateway.name(), gateway));
    return byName;
  }

  List<Change> changes() {
    var changes = new ArrayList<Change>();
    var mine = old.own();
    var other = fresh.own();
    if (!mine.listen().equals(other.listen())) changes.add(Change.structural("agent.listen"));
    if (!mine.token().equals(other.token())) changes.add(Change.structural("agent.token"));
    if (!mine.dataDir().equals(other.dataDir())) changes.add(Change.structural("agent.data-dir"));
    if (mine.reload() != other.reload()) changes.add(Change.small("agent.reload"));
    before.forEach((name, was) -> compare(was, Optional.ofNullable(after.get(name)), changes));
    after.keySet().stream()
        .filter(name -> !before.containsKey(name))
        .forEach(name -> changes.add(Change.small("gateways." + name)));
    compare("rules", meaning(old.rules()), meaning(fresh.rules()), changes);
    compare("remedies", meaning(old.remedies()), meaning(fresh.remedies()), changes);
    compare("notify", old.notification(), fresh.notification(), changes);
    compare("maintenance", old.maintenance(), fresh.maintenance(), changes);
    return List.copyOf(changes);
  }

  private static void compare(String path, Object was, Object is, List<Change> changes) {
    if (!Objects.equals(was, is)) changes.add(Change.small(path));
  }

  /** A rule that moved to another line is the same rule. */
  private static Object meaning(RuleSet set) {
    var rules =
        set.rules().stream()
            .map(
                rule ->
                    List.of(
                        rule.name(),
                        rule.severity(),
                        rule.condition(),
                        rule.clear(),
                        rule.timing(),
                        rule.wording(),
                        rule.only()));
    var layers =
        set.layers().stream().map(layer -> List.of(layer.name(), layer.check(), layer.settled()));
    var criteria =
        set.criteria().stream().map(criterion -> List.of(criterion.name(), criterion.check()));
    return List.of(rules.toList(), layers.toList(), criteria.toList());
  }

  private static Object meaning(List<RemedySettings> remedies) {
    return remedies.stream().map(RemedySettings::withoutOrigin).toList();
  }

  private static void compare(
      WatchedGateway was, Optional<WatchedGateway> is, List<Change> changes) {
    var path = "gateways." + was.name();
    if (is.isEmpty()) changes.add(Change.structural(path));
    else if (movesTunnel(was, is.get())) changes.add(Change.structural(path + ".tunnel"));
    else if (!was.equals(is.get())) changes.add(Change.small(path));
  }

  /** Whether a tunnel that stands now would end, or lead elsewhere. */
  private static boolean movesTunnel(WatchedGateway was, WatchedGateway is) {
    var now = new LinkedHashMap<String, List<String>>();
    is.paths().forEach(path -> now.put(path.name(), endpoint(path)));
    return was.paths().stream()
        .filter(path -> path.tunnel().isPresent())
        .anyMatch(path -> !endpoint(path).equals(now.getOrDefault(path.name(), List.of())));
  }

  private static List<String> endpoint(AccessPath path) {
    return path.tunnel().map(Difference::endpoint).orElse(List.of());
  }

  private static List<String> endpoint(TunnelSettings tunnel) {
    return switch (tunnel) {
      case TunnelSettings.External external -> List.of("external", external.watched().toString());
      case TunnelSettings.Kept kept -> {
        var endpoint = new ArrayList<>(kept.ssh().jump());
        endpoint.add(kept.ssh().destination());
        for (var forward : kept.forwards())
          endpoint.add(forward.direction() + " " + forward.local() + " " + forward.remote());
        yield endpoint;
      }
    };
  }

  /** The configuration in force with the small changes alone. */
  AgentSettings withSmallChanges() {
    var own =
        new Own(old.own().listen(), old.own().token(), old.own().dataDir(), fresh.own().reload());
    var gateways = new ArrayList<WatchedGateway>();
    before.forEach((name, was) -> gateways.add(kept(was, Optional.ofNullable(after.get(name)))));
    after.forEach(
        (name, is) -> {
          if (!before.containsKey(name)) gateways.add(is);
        });
    return new AgentSettings(
        own, gateways, fresh.rules(), fresh.remedies(), fresh.notification(), fresh.maintenance());
  }

  private static WatchedGateway kept(WatchedGateway was, Optional<WatchedGateway> is) {
    return is.filter(now -> !movesTunnel(was, now)).orElse(was);
  }
}

package dev.lifeguard.probe.tcp;

import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Somebody's wish to have a target looked at. */
public record TcpWatch(ProbeId id, TcpTarget target, ProbeSettings settings) {
  /**
   * One look for all who wish for the same target, told to each: fifty gateways behind one bastion
   * are one connection. It is made as often as the most eager one asks, and waits as long as the
   * most patient one.
   *
   * @param ids at least one
   */
  public record Shared(List<ProbeId> ids, TcpTarget target, ProbeSettings settings) {
    public Shared {
      ids = List.copyOf(ids);
    }

    private Shared with(Shared other) {
      var all = new ArrayList<>(ids);
      all.addAll(other.ids);
      var every = Collections.min(List.of(settings.every(), other.settings.every()));
      var timeout = Collections.max(List.of(settings.timeout(), other.settings.timeout()));
      return new Shared(all, target, new ProbeSettings(every, timeout));
    }

    /** The look itself; its {@link TcpProbe#id} is the first one's. */
    public TcpProbe probe(Tcp tcp) {
      return new TcpProbe(ids, target, settings.timeout(), tcp);
    }
  }

  private Shared alone() {
    return new Shared(List.of(id), target, settings);
  }

  /** In the order of the ids, so that a reload finds the same first id, and with it its phase. */
  public static List<Shared> share(Collection<TcpWatch> watches) {
    var shared = new LinkedHashMap<TcpTarget, Shared>();
    watches.stream()
        .sorted(Comparator.comparing(watch -> watch.id().toString()))
        .forEach(watch -> shared.merge(watch.target(), watch.alone(), Shared::with));
    return List.copyOf(shared.values());
  }
}

package dev.lifeguard.probe;

import dev.lifeguard.config.Field;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The probes of a gateway by kind, and how often each looks unless it is told otherwise. */
public final class ProbesShape {
  /** A kind of probe, its usual pace, and what it looks at. */
  private record Kind(String name, String every, String timeout, String meaning) {}

  private static final Kind[] KINDS = {
    new Kind("tcp", "15s", "5s", "a TCP connection to the first hop that we dial"),
    new Kind("ssh-auth", "60s", "10s", "a full SSH login, each phase timed"),
    new Kind("forward", "15s", "5s", "bytes through each forward"),
    new Kind("gateway", "2s", "10s", "a health call over the kept connection"),
    new Kind("channels", "60s", "30s", "a live probe of each channel"),
    new Kind("providers", "60s", "30s", "each model provider"),
    new Kind("errors", "10s", "10s", "the gateway's log"),
    new Kind("security", "1h", "60s", "the gateway's security")
  };

  private ProbesShape() {}

  /** Every kind has its settings, given or usual. */
  public static Shape<Map<String, ProbeSettings>> shape() {
    return Shapes.object("probes such as {tcp: {every: 5s}}", ProbesShape::define);
  }

  private static Function<Values, Map<String, ProbeSettings>> define(Fields f) {
    var fields = new LinkedHashMap<String, Field<ProbeSettings>>();
    for (var kind : KINDS)
      fields.put(kind.name(), f.optional(kind.name(), probe(kind), "{}", kind.meaning()));
    return v -> {
      var probes = new LinkedHashMap<String, ProbeSettings>();
      fields.forEach((name, field) -> probes.put(name, v.of(field)));
      return Map.copyOf(probes);
    };
  }

  private static Shape<ProbeSettings> probe(Kind kind) {
    var pace = Shapes.duration(Duration.ofMillis(100), Duration.ofDays(7));
    var patience = Shapes.duration(Duration.ofMillis(10), Duration.ofMinutes(10));
    return Shapes.object(
        "a probe such as {every: 15s, timeout: 5s}",
        f -> {
          var every = f.optional("every", pace, kind.every(), "how often to look");
          var timeout =
              f.optional("timeout", patience, kind.timeout(), "how long one look may take");
          return v -> new ProbeSettings(v.of(every), v.of(timeout));
        });
  }
}

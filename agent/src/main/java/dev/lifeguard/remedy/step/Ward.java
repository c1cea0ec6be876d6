package dev.lifeguard.remedy.step;

import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All gateways that steps may be asked to treat, as configured now. Followed by one thread, asked
 * by any.
 */
public final class Ward implements AutoCloseable {
  private final Vertx vertx;
  private final Time time;
  private final Path identity;
  private final Function<String, Optional<String>> inUse;
  private volatile Map<Place, Bed> beds = Map.of();

  private record Place(String gateway, String path) {}

  private record Bed(Patient patient, GatewayControl line, Control control) {}

  /**
   * @param identity the file of our device key
   * @param inUse the path of a gateway that is used at present
   */
  public Ward(Vertx vertx, Time time, Path identity, Function<String, Optional<String>> inUse) {
    this.vertx = vertx;
    this.time = time;
    this.identity = identity;
    this.inUse = inUse;
  }

  /** These from now on. What a gateway forbade us before may be asked again: a person was here. */
  public void follow(Collection<Patient> patients) {
    var before = beds;
    var next = new LinkedHashMap<Place, Bed>();
    for (var patient : patients) {
      var place = new Place(patient.name(), patient.path());
      next.put(place, bed(patient, before.get(place)));
    }
    beds = Collections.unmodifiableMap(next);
    for (var bed : before.values()) if (!isUsed(bed, next)) bed.line().close();
  }

  /** Fails with a FailedException when there is none of that name. */
  public Patient patient(String gateway) {
    return bed(gateway).patient();
  }

  public Control control(String gateway) {
    return bed(gateway).control();
  }

  @Override
  public void close() {
    follow(List.of());
  }

  private Bed bed(String gateway) {
    var all = beds.values().stream().filter(bed -> bed.patient().name().equals(gateway)).toList();
    return inUse
        .apply(gateway)
        .flatMap(path -> all.stream().filter(bed -> bed.patient().path().equals(path)).findFirst())
        .or(() -> all.stream().findFirst())
        .orElseThrow(
            () ->
                new FailedException(
                    Reason.NOT_SUPPORTED,
                    "there is no gateway " + gateway + " in the configuration"));
  }

  private Bed bed(Patient patient, @Nullable Bed before) {
    if (before != null && before.patient().gateway().equals(patient.gateway()))
      return new Bed(patient, before.line(), before.control().forgiven());
    var line = line(patient.gateway());
    return new Bed(patient, line, new Control(patient.name(), line, time));
  }

  private GatewayControl line(GatewaySettings settings) {
    return new GatewayControl(vertx, time, settings, identity);
  }

  private static boolean isUsed(Bed bed, Map<Place, Bed> beds) {
    return beds.values().stream().anyMatch(other -> other.line() == bed.line());
  }
}

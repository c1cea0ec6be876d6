package dev.lifeguard.remedy.step;

import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * All gateways that steps may be asked to treat, as configured now. Followed by one thread, asked
 * by any.
 */
public final class Ward implements AutoCloseable {
  private final Vertx vertx;
  private final Time time;
  private final Path identity;
  private volatile Map<String, Bed> beds = Map.of();

  private record Bed(Patient patient, GatewayControl line, Control control) {}

  /**
   * @param identity the file of our device key
   */
  public Ward(Vertx vertx, Time time, Path identity) {
    this.vertx = vertx;
    this.time = time;
    this.identity = identity;
  }

  /** These from now on. What a gateway forbade us before may be asked again: a person was here. */
  public void follow(Collection<Patient> patients) {
    var before = beds;
    var next = new HashMap<String, Bed>();
    for (var patient : patients) next.put(patient.name(), bed(patient, before.get(patient.name())));
    beds = Map.copyOf(next);
    for (var bed : before.values()) if (!inUse(bed, next)) bed.line().close();
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
    follow(java.util.List.of());
  }

  private Bed bed(String gateway) {
    var bed = beds.get(gateway);
    if (bed != null) return bed;
    throw new FailedException(
        Reason.NOT_SUPPORTED, "there is no gateway " + gateway + " in the configuration");
  }

  private Bed bed(Patient patient, @org.jspecify.annotations.Nullable Bed before) {
    if (before != null && before.patient().gateway().equals(patient.gateway()))
      return new Bed(patient, before.line(), before.control().forgiven());
    var line = line(patient.gateway());
    return new Bed(patient, line, new Control(patient.name(), line, time));
  }

  private GatewayControl line(GatewaySettings settings) {
    return new GatewayControl(vertx, time, settings, identity);
  }

  private static boolean inUse(Bed bed, Map<String, Bed> beds) {
    return beds.values().stream().anyMatch(other -> other.line() == bed.line());
  }
}

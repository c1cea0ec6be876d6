package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one gateway at one moment, for people and for the five-minute check. What is
 * empty is not known, and {@link #unknown} says why.
 *
 * @param status the settled state; empty until one was seen
 */
public record GatewayReport(
    String gateway,
    URI url,
    Instant at,
    Evidence evidence,
    Optional<GatewayState> status,
    Identity identity,
    Phases phases,
    Latency latency,
    List<Channel> channels,
    List<Provider> providers,
    Optional<Log> log,
    Security security,
    Optional<String> drift,
    Ports ports,
    List<Unknown> unknown) {

  public GatewayReport {
    channels = List.copyOf(channels);
    providers = List.copyOf(providers);
    unknown = List.copyOf(unknown);
  }

  /** Which gateway it is, and what runs it. */
  public record Identity(
      Optional<String> version,
      Optional<String> bootId,
      Optional<Duration> uptime,
      Optional<String> host,
      Optional<Long> pid,
      Optional<String> runtime,
      Optional<Long> memoryBytes,
      Optional<Instant> certificateExpires) {}

  /** Round trips of calls in seconds; infinite where no answer came. */
  public record Latency(
      Optional<Double> last,
      Optional<Double> p50,
      Optional<Double> p95,
      Optional<Double> p99,
      Optional<Double> eventLoopDelay,
      Optional<Long> activeRuns,
      Optional<ErrorRate> errorRate) {}

  /** Failed model calls of all, in five minutes, and whose figures these are. */
  public record ErrorRate(double ratio, String source) {}

  /** One account; {@code state} is empty when it is disabled or not configured. */
  public record Channel(
      String channel,
      String account,
      Optional<ChannelState> state,
      Optional<Double> latencySeconds,
      String detail) {}

  public record Provider(String provider, Optional<ProviderState> state, String detail) {}

  /**
   * @param since from when on nothing was missed, when that is less than an hour ago
   */
  public record Log(int errorsHourly, int authFailuresHourly, Optional<Instant> since) {}

  /** What OpenClaw's own audit found, or why nobody looked. */
  public sealed interface Security {
    /** Nobody has looked yet. */
    Security NOT_YET =
        new NotLooked("not looked at yet: the audit takes some seconds; see check --audit");

    record Audited(int critical, int warnings, List<Finding> findings, Instant at)
        implements Security {
      public Audited {
        findings = List.copyOf(findings);
      }
    }

    /** Unknown, not zero. */
    record NotLooked(String because) implements Security {}
  }

  public record Finding(String id, String severity, String title, String remediation) {}

  /** Whether the ports that belong on loopback answer elsewhere. */
  public sealed interface Ports {
    /** Nobody has looked yet. */
    Ports NOT_YET = new NotChecked("not looked at yet");

    record Checked(int ports, List<String> addresses, List<Exposed> exposed) implements Ports {
      public Checked {
        addresses = List.copyOf(addresses);
        exposed = List.copyOf(exposed);
      }
    }

    record NotChecked(String because) implements Ports {}
  }

  public record Exposed(String address, int port, String purpose) {}

  /** Something that could not be looked at. */
  public record Unknown(String what, Failure because) {}
}

package dev.lifeguard.fact;

import static dev.lifeguard.fact.Fact.Unit.*;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The closed list of what conditions can name. Name, unit, labels and window are documentation and
 * contract at once; {@code docs/facts.md} is generated from here.
 */
public enum Fact {
  GATEWAY_STATE(Words.GATEWAY, "what the gateway is doing, as last seen"),
  GATEWAY_STATUS(
      Words.GATEWAY,
      "the settled state: keeps its last value through starting (5 min), draining (6 min), busy"
          + " (while it answers) and quiet (2 min)"),
  GATEWAY_REASON(TEXT, "the reason code of the last failure, `none` when well"),
  GATEWAY_UPTIME(SECONDS, "since the gateway's process or its last in-process start"),
  GATEWAY_LATENCY(SECONDS, "round trip of the last RPC; no answer counts as infinite"),
  P50_LATENCY(SECONDS, "median RPC round trip over 5 min; no answer counts as infinite"),
  P95_LATENCY(SECONDS, "95th percentile of the RPC round trip over 5 min"),
  P99_LATENCY(SECONDS, "99th percentile of the RPC round trip over 5 min"),
  ERROR_RATE(RATIO, "failed model calls of all model calls over 5 min; unknown without calls"),
  ERRORS_HOURLY(COUNT, "error lines in the gateway's log over the last hour"),
  EVENT_LOOP_DELAY(SECONDS, "p99 delay of the gateway's event loop"),
  ACTIVE_RUNS(COUNT, "agent runs under way"),
  AUTH_FAILURES_HOURLY(COUNT, "unauthorised attempts in the gateway's log over the last hour"),
  CONFIG_DRIFT(FLAG, "1 when the saved configuration is invalid or not the active one"),

  CHANNEL_STATUS(
      List.of("active", "starting", "recovering", "blocked", "stopped", "silent", "suppressed"),
      "per channel and account; disabled ones have no fact; a channel that starts is *unknown* for"
          + " its first 30 s, so that a restart that goes well wakes nobody",
      "channel",
      "account"),
  CHANNEL_LATENCY(SECONDS, "live probe of the channel", "channel", "account"),
  PROVIDER_STATUS(
      List.of("available", "cooling_down", "unauthorized", "rate_limited", "unreachable"),
      "per model provider",
      "provider"),

  TUNNEL_UP(
      FLAG, "1 when the gateway, or what `expect` says, answered through it", "tunnel", "forward"),
  FORWARD_REASON(
      TEXT,
      "reason code of the last look through the forward, `none` when well",
      "tunnel",
      "forward"),
  TUNNEL_STATE(
      List.of("pending", "active", "reconnecting", "failed", "stopped"),
      "the tunnel's session",
      "tunnel"),
  TUNNEL_REASON(TEXT, "reason code of the tunnel's last failure, `none` when well", "tunnel"),
  TUNNEL_ACTIVE_FOR(SECONDS, "time in state active", "tunnel"),
  TUNNEL_RECONNECTS(COUNT, "reconnects over 15 min", "tunnel"),
  FORWARD_BIND_SUCCESS_RATE(
      RATIO, "of the last 20 forward probes, at most 1 h", "tunnel", "forward"),
  HOST_STATE(
      List.of("up", "unreachable"),
      "a host that the paths of several gateways begin at: `unreachable` when two of them and half"
          + " of all fail there and none got through since",
      "host"),
  HOST_REASON(TEXT, "the reason code that most of them give, `none` when well", "host"),
  TCP_LATENCY(SECONDS, "connection round trip to the first hop that we dial"),
  SSH_AUTH_TIME(SECONDS, "a full SSH login, or the round trip on the kept session"),
  SSH_REASON(TEXT, "reason code of the last SSH failure, `none` when well"),
  PATH(TEXT, "name of the access path in use"),
  TAILNET_STATE(TEXT, "BackendState of tailscale, lower-case"),

  SECURITY_CRITICAL(COUNT, "critical findings of the gateway's security audit"),
  SECURITY_WARNINGS(COUNT, "warnings of the gateway's security audit"),
  BASELINE_CRITICAL(COUNT, "critical findings of `lifeguard baseline`"),
  BASELINE_FINDINGS(COUNT, "findings of `lifeguard baseline`, remarks not counted"),
  SSH_KEY_MODE(COUNT, "SSH keys that other users can read"),
  SSH_KEY_TYPE(COUNT, "SSH keys of another type than ed25519"),
  SSH_HOST_KEY_UNCHECKED(COUNT, "lines of the SSH configuration that let any host key pass"),
  SSH_KEEPALIVE_OFF(COUNT, "hosts of the SSH configuration with forwards and no keepalive"),
  LOCAL_PORT_EPHEMERAL(COUNT, "forwards on local ports that the system may hand out itself"),
  LOCAL_PORT_NODE_PORT(COUNT, "forwards on local ports that the kubelet here may take"),
  KEY_AGE(SECONDS, "age of the oldest SSH key in use"),
  TOKEN_AGE(SECONDS, "age of the oldest token file in use"),
  CERTIFICATE_EXPIRES_IN(SECONDS, "until the gateway's TLS certificate expires"),

  SCHEDULE_LAG(SECONDS, "p99 lateness of probes over 1 min"),
  CONFIG_RELOAD_OK(FLAG, "0 when the last reload was refused"),
  STORE_OK(FLAG, "0 while nothing can be written to the data directory: a full disk, for one"),
  REMEDY_BREAKER(FLAG, "1 when the breaker of a remedy is open");

  /** The base unit of a fact's value. */
  public enum Unit {
    SECONDS,
    RATIO,
    COUNT,
    FLAG,
    TEXT
  }

  /** Words shared by several facts. */
  private static final class Words {
    static final List<String> GATEWAY =
        List.of(
            "running",
            "starting",
            "draining",
            "busy",
            "quiet",
            "unreachable",
            "stopped",
            "misconfigured",
            "unauthorized");
  }

  private final String code = name().toLowerCase(Locale.ROOT);
  private final Unit unit;
  private final List<String> words;
  private final String meaning;
  private final List<String> labels;

  Fact(Unit unit, String meaning, String... labels) {
    this(unit, List.of(), meaning, labels);
  }

  Fact(List<String> words, String meaning, String... labels) {
    this(Unit.TEXT, words, meaning, labels);
  }

  Fact(Unit unit, List<String> words, String meaning, String... labels) {
    this.unit = unit;
    this.words = words;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  /** As conditions, metrics and documents name it. */
  public String code() {
    return code;
  }

  public Unit unit() {
    return unit;
  }

  /** The only texts that the fact can have; empty for a number or a free text. */
  public List<String> words() {
    return words;
  }

  public String meaning() {
    return meaning;
  }

  /** Beside the gateway. */
  public List<String> labels() {
    return labels;
  }

  public static Optional<Fact> of(String code) {
    for (var fact : values()) if (fact.code.equals(code)) return Optional.of(fact);
    return Optional.empty();
  }

  @Override
  public String toString() {
    return code;
  }
}

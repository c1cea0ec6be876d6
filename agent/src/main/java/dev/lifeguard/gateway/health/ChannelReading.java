package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One account of one channel, as {@code channels.status} tells it. */
record ChannelReading(
    String channel,
    String account,
    boolean wanted,
    String lifecycle,
    String healthState,
    Optional<Boolean> running,
    Optional<Boolean> connected,
    boolean restartPending,
    String lastError,
    Optional<Instant> lastActivity,
    Optional<LiveProbe> probe) {

  /** A question that the gateway put to the channel's own server. */
  record LiveProbe(boolean ok, boolean timedOut, String error, Optional<Duration> took) {
    static LiveProbe of(Payload probe) {
      return new LiveProbe(
          probe.flag("ok").orElse(false),
          probe.flag("timedOut").orElse(false),
          probe.text("error").orElse(""),
          HealthReading.millis(probe, "elapsedMs"));
    }
  }

  static List<ChannelReading> all(Payload status) {
    var found = new ArrayList<ChannelReading>();
    var accounts = status.child("channelAccounts");
    for (var channel : accounts.keys())
      for (var account : accounts.children(channel)) found.add(of(channel, account));
    return found;
  }

  private static ChannelReading of(String channel, Payload account) {
    var probe = account.child("probe");
    return new ChannelReading(
        name(channel),
        name(account.text("accountId").orElse("default")),
        account.flag("enabled").orElse(true) && account.flag("configured").orElse(true),
        account.text("lifecycle").orElse(""),
        account.text("healthState").orElse(""),
        account.flag("running"),
        account.flag("connected"),
        account.flag("restartPending").orElse(false),
        account.text("lastError").orElse(""),
        account.whole("lastTransportActivityAt").map(Instant::ofEpochMilli),
        probe.flag("ok").map(_ -> LiveProbe.of(probe)));
  }

  /** As it goes into labels, logs and terminals. */
  private static String name(String given) {
    return given.replaceAll("\\p{Cntrl}", "?");
  }

  /** The breaker says so in the account's last error, and nowhere else by RPC. */
  boolean brokenOff() {
    return lastError.startsWith("gateway restart-loop breaker tripped");
  }
}

package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Evidence;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.GatewayReport.Unknown;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together what each look knows. */
final class Reports {
  private Reports() {}

  static GatewayReport of(Looks.Means means, Looks looks, Connected connected, Pulse pulse) {
    var evidence = pulse.evidence().orElseGet(Reports::unseen);
    var log = looks.log.report();
    return new GatewayReport(
        means.gateway().name(),
        means.gateway().url(),
        means.teller().now(),
        evidence,
        pulse.status(),
        connected.identity(looks.runtime.reading()),
        connected.phases(),
        looks.health.latency(looks.runtime.activeRuns(), looks.calls.errorRate()),
        looks.channels.report(),
        looks.providers.report(),
        log,
        looks.security.security(),
        looks.config.reading().flatMap(ConfigReading::drift),
        looks.security.ports(),
        unknown(looks, evidence, log));
  }

  private static Evidence unseen() {
    return Evidence.of(
        GatewayState.QUIET,
        new Failure(
            Reason.TIMEOUT, "it has said nothing so far; whether it hangs shows after 10 s"));
  }

  private static List<Unknown> unknown(
      Looks looks, Evidence evidence, Optional<GatewayReport.Log> log) {
    var because =
        evidence.problem().orElseGet(() -> new Failure(Reason.UNAVAILABLE, evidence.seen()));
    var missing = new ArrayList<Unknown>();
    if (looks.runtime.reading().isEmpty()) missing.add(new Unknown("runtime", because));
    if (looks.config.reading().isEmpty()) missing.add(new Unknown("configuration", because));
    if (!looks.channels.known()) missing.add(new Unknown("channels", because));
    if (log.isEmpty()) missing.add(new Unknown("log", because));
    missing.add(
        new Unknown(
            "connections",
            new Failure(Reason.NOT_SUPPORTED, "OpenClaw tells nobody who is connected")));
    return missing;
  }
}

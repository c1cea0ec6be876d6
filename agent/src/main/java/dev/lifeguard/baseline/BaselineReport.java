package dev.lifeguard.baseline;

import dev.lifeguard.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a look at everything came to.
 *
 * @param findings the most severe first
 * @param ages by gateway
 * @param notLooked what could not be looked at, and why: it is not well, it is unknown
 * @param firewall what the firewall's tools say, as evidence only
 */
public record BaselineReport(
    Instant at,
    List<BaselineFinding> findings,
    Map<String, Ages> ages,
    List<String> notLooked,
    List<String> firewall) {

  /** How old the oldest key and the oldest token file in use are; empty when there is none. */
  public record Ages(Optional<Duration> key, Optional<Duration> token) {}

  public BaselineReport {
    findings = List.copyOf(findings);
    ages = new TreeMap<>(ages);
    notLooked = List.copyOf(notLooked);
    firewall = List.copyOf(firewall);
  }

  /** Ours of that gateway, or of this machine, so severe; OpenClaw's own are facts of their own. */
  public long count(Optional<String> gateway, Severity severity) {
    return findings.stream()
        .filter(it -> !it.check().isOpenClaws())
        .filter(it -> it.gateway().equals(gateway) && it.check().severity() == severity)
        .count();
  }

  /** What that check found of that gateway, or of this machine. */
  public long count(Optional<String> gateway, BaselineCheck check) {
    return findings.stream()
        .filter(it -> it.check() == check && it.gateway().equals(gateway))
        .count();
  }

  /** Whether nothing worse than a remark was found. */
  public boolean isWell() {
    return findings.stream().allMatch(it -> it.check().severity() == Severity.INFO);
  }
}

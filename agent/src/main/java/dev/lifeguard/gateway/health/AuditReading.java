package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.GatewayReport.Finding;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.gateway.Payload;
import java.time.Instant;
import java.util.List;

/** What {@code openclaw security audit --json} printed. */
final class AuditReading {
  private static final int MOST = 100;

  private AuditReading() {}

  static Security of(String output, Instant at) {
    return Payload.read(output.strip())
        .filter(audit -> audit.child("summary").whole("critical").isPresent())
        .map(audit -> of(audit, at))
        .orElseGet(() -> new Security.NotLooked("the audit's answer cannot be read"));
  }

  private static Security of(Payload audit, Instant at) {
    var summary = audit.child("summary");
    List<Finding> findings =
        audit.children("findings").stream().limit(MOST).map(AuditReading::finding).toList();
    return new Security.Audited(
        summary.whole("critical").orElse(0L).intValue(),
        summary.whole("warn").orElse(0L).intValue(),
        findings,
        at);
  }

  private static Finding finding(Payload finding) {
    return new Finding(
        finding.text("checkId").orElse(""),
        finding.text("severity").orElse(""),
        finding.text("title").orElse(""),
        finding.text("remediation").orElse(""));
  }
}

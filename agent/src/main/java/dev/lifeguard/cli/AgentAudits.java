package dev.lifeguard.cli;

import dev.lifeguard.baseline.BaselineCheck;
import dev.lifeguard.gateway.GatewayReport.Finding;
import dev.lifeguard.gateway.GatewayReport.Security;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** OpenClaw's own audits, out of what the running agent says of its baseline. Pure. */
record AgentAudits(JsonObject answer) {
  private static final String NOT_LOOKED = " security audit: ";

  /** Of those gateways. */
  Map<String, Security> of(List<String> gateways) {
    var audits = new TreeMap<String, Security>();
    for (var gateway : gateways) audits.put(gateway, audit(gateway));
    return audits;
  }

  private Security audit(String gateway) {
    var critical = findings(gateway, BaselineCheck.GATEWAY_AUDIT_CRITICAL, "critical");
    var warnings = findings(gateway, BaselineCheck.GATEWAY_AUDIT_WARNING, "warn");
    var all = new ArrayList<>(critical);
    all.addAll(warnings);
    return notLooked(gateway)
        .<Security>map(Security.NotLooked::new)
        .orElseGet(() -> new Security.Audited(critical.size(), warnings.size(), all, at()));
  }

  private Optional<String> notLooked(String gateway) {
    var begin = gateway + NOT_LOOKED;
    return answer.getJsonArray("notLooked", new JsonArray()).stream()
        .map(String::valueOf)
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()))
        .findFirst();
  }

  private List<Finding> findings(String gateway, BaselineCheck check, String severity) {
    return objects()
        .filter(it -> gateway.equals(it.getString("gateway")))
        .filter(it -> check.code().equals(it.getString("code")))
        .map(it -> finding(it, severity))
        .toList();
  }

  /** The evidence is the audit's own id and title. */
  private static Finding finding(JsonObject found, String severity) {
    var words = found.getString("evidence", "").split(": ", 2);
    return new Finding(words[0], severity, words[words.length - 1], found.getString("fix", ""));
  }

  private Stream<JsonObject> objects() {
    return answer.getJsonArray("findings", new JsonArray()).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }

  private Instant at() {
    return Instant.parse(answer.getString("at", Instant.EPOCH.toString()));
  }
}

package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.GatewayReport.Finding;
import dev.lifeguard.gateway.GatewayReport.Security;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentAuditsTest {
  private static final JsonObject ANSWER =
      new JsonObject()
          .put("at", "2026-11-25T10:00:00Z")
          .put(
              "findings",
              new JsonArray()
                  .add(found("home", "gateway_audit_critical", "fs.config.perms: anybody writes"))
                  .add(found("home", "gateway_audit_warning", "gateway.bind: wide"))
                  .add(found("home", "gateway_no_tls", "no TLS"))
                  .add(found("other", "gateway_audit_critical", "x: y")))
          .put("notLooked", new JsonArray().add("far security audit: it runs elsewhere"));

  private static JsonObject found(String gateway, String code, String evidence) {
    return new JsonObject()
        .put("gateway", gateway)
        .put("code", code)
        .put("evidence", evidence)
        .put("fix", "chmod 600");
  }

  @Test
  void readsEachGatewaysOwnAuditOutOfTheAgentsAnswer() {
    var audits = new AgentAudits(ANSWER).of(List.of("home", "far"));
    assertThat(audits.get("home"))
        .isInstanceOfSatisfying(
            Security.Audited.class,
            audited -> {
              assertThat(audited.critical()).isEqualTo(1);
              assertThat(audited.warnings()).isEqualTo(1);
              assertThat(audited.findings())
                  .contains(
                      new Finding("fs.config.perms", "critical", "anybody writes", "chmod 600"));
            });
    assertThat(audits.get("far")).isEqualTo(new Security.NotLooked("it runs elsewhere"));
  }

  @Test
  void anAnswerThatSaysNothingIsNoAlarm() {
    assertThat(new AgentAudits(new JsonObject()).of(List.of("home")).get("home"))
        .isInstanceOf(Security.Audited.class);
  }
}

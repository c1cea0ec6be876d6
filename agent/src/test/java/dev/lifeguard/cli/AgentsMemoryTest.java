package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgentsMemoryTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void whyATunnelComesAndGoesIsTakenFromTheLookThatTheAgentMade() {
    var told = diagnosis(NOW.minusSeconds(60), "flapping_own_timeout");
    assertThat(cause(diagnosis(NOW, "flapping_loss"), told)).isEqualTo("flapping_own_timeout");
  }

  @Test
  void whatWasToldLongAgoOrOfSomethingElseChangesNothing() {
    var known = diagnosis(NOW, "flapping_loss");
    var old = diagnosis(NOW.minusSeconds(3600), "flapping_own_timeout");
    assertThat(cause(known, old)).isEqualTo("flapping_loss");
    assertThat(cause(known, diagnosis(NOW, "key_permission"))).isEqualTo("flapping_loss");
    assertThat(cause(known, new JsonObject())).isEqualTo("flapping_loss");
    assertThat(cause(diagnosis(NOW, "port_taken"), diagnosis(NOW, "flapping_loss")))
        .isEqualTo("port_taken");
  }

  @Test
  void whatIsNotOfTheAgentsTunnelTheWalkSeesItself() {
    assertThat(AgentsMemory.of(diagnosis(NOW, "key_permission"), new JsonObject()).findings())
        .isEmpty();
  }

  private static String cause(JsonObject known, JsonObject told) {
    return AgentsMemory.of(known, told).findings().getFirst().cause().code();
  }

  private static JsonObject diagnosis(Instant at, String cause) {
    var finding =
        new JsonObject()
            .put("cause", cause)
            .put("confidence", "likely")
            .put("evidenceFor", new JsonArray().add("as seen"));
    return new JsonObject().put("at", at.toString()).put("findings", new JsonArray().add(finding));
  }
}

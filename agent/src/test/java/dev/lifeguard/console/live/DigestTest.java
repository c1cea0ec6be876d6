package dev.lifeguard.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private String status = "running";
  private int looks;
  private final Digest digest = new Digest(this::summaries);

  @Test
  void aGatewayIsToldOnceHoweverOftenItIsSeenTheSame() {
    seen();
    assertThat(told()).containsExactly("home running");
    seen();
    assertThat(told()).isEmpty();
  }

  @Test
  void aDifferenceIsTold() {
    seen();
    told();
    status = "stopped";
    seen();
    assertThat(told()).containsExactly("home stopped");
  }

  @Test
  void nothingIsAskedWhileNobodyLooked() {
    assertThat(told()).isEmpty();
    assertThat(looks).isZero();
  }

  @Test
  void aGatewayThatWasForgottenIsToldAnewWhenItComesBack() {
    seen();
    told();
    digest.note(new Forgotten(Subject.gateway("home"), NOW));
    seen();
    assertThat(told()).containsExactly("home running");
  }

  private void seen() {
    digest.note(
        new Observed(Subject.gateway("home"), Fact.GATEWAY_STATE, new FactValue.Word(status), NOW));
  }

  private List<String> told() {
    return digest.changed().result().stream()
        .map(json -> json.getString("name") + " " + json.getString("status"))
        .toList();
  }

  private Future<List<JsonObject>> summaries(Set<String> names) {
    looks++;
    return Future.succeededFuture(
        names.stream()
            .map(name -> new JsonObject().put("name", name).put("status", status).put("at", looks))
            .toList());
  }
}

package dev.lifeguard.remedy.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.gateway.StandIn;
import dev.lifeguard.reason.FailedException;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often a gateway is asked for what it forbids. */
class ControlIT {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void whatWasForbiddenIsNotAskedAgainBeforeAPersonWasThere() throws Exception {
    try (var bench = new StepBench();
        var gateway = StandIn.speaking(bench.vertx, this::forbid)) {
      var patient =
          new Patient(
              "direct", StepBench.settings(gateway.url(), "any"), Map.of(), Supervision.UNSAID);
      StepBench.await(bench.follow(List.of(patient)));
      var control = bench.ward.control("home");
      for (int i = 0; i < 3; i++)
        assertThatThrownBy(() -> control.write("channels.stop", new JsonObject()))
            .isInstanceOf(FailedException.class)
            .hasMessageContaining("scope_missing");
      assertThat(asked).hasValue(1);
      StepBench.await(bench.follow(List.of(patient)));
      assertThatThrownBy(() -> bench.ward.control("home").write("channels.stop", new JsonObject()))
          .isInstanceOf(FailedException.class);
      assertThat(asked).hasValue(2);
    }
  }

  private void forbid(ServerWebSocket socket) {
    socket.textMessageHandler(
        text -> {
          var frame = new JsonObject(text);
          var id = frame.getString("id");
          var connect = frame.getString("method").equals("connect");
          if (!connect) asked.incrementAndGet();
          socket.writeTextMessage((connect ? hello(id) : refusal(id)).encode());
        });
    socket.writeTextMessage(StandIn.challenge().encode());
  }

  private static JsonObject hello(String id) {
    var hello = StandIn.hello(id);
    hello
        .getJsonObject("payload")
        .getJsonObject("auth")
        .put("scopes", new JsonArray().add("operator.admin"));
    return hello;
  }

  private static JsonObject refusal(String id) {
    var error =
        new JsonObject()
            .put("code", "FORBIDDEN")
            .put("message", "missing scope: operator.admin")
            .put("details", new JsonObject().put("code", "MISSING_SCOPE"));
    return new JsonObject().put("type", "res").put("id", id).put("ok", false).put("error", error);
  }
}

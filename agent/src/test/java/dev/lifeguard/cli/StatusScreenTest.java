package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StatusScreenTest {
  private static JsonObject alert(String name, String state) {
    return new JsonObject()
        .put("name", name)
        .put("state", state)
        .put("severity", "critical")
        .put("gateway", "home")
        .put("evidence", "e");
  }

  private static String shown(JsonObject... alerts) {
    var text = new StringWriter();
    var seen =
        new JsonObject()
            .put("agent", new JsonObject().put("version", "1"))
            .put("gateways", new JsonArray())
            .put("alerts", JsonArray.of((Object[]) alerts));
    var out = new PrintWriter(text);
    new StatusScreen(Paint.ofProcess()).write(seen, out);
    out.flush();
    return text.toString();
  }

  @Test
  void countsWhatCannotBeJudgedAndNamesOnlyWhatFiredBefore() {
    var fired = alert("gateway_down", "unknown").put("startsAt", "2026-01-01T00:00:00Z");
    assertThat(shown(fired, alert("high_error_rate", "unknown"), alert("slow", "unknown")))
        .contains("gateway_down", "2 more cannot be judged for now; lifeguard alerts shows why")
        .doesNotContain("high_error_rate");
    assertThat(shown(alert("high_error_rate", "unknown")))
        .contains("no alert is pending or fires", "1 more cannot be judged");
    assertThat(shown(alert("gateway_down", "firing"))).doesNotContain("cannot be judged");
  }
}

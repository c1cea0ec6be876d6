package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo from start to end: each fault is noticed, explained, repaired and over. */
class DemoIT {
  @Test
  void tellsTheWholeLoopAndEndsCleanly() {
    var out = new StringWriter();
    var line = Lifeguard.line();
    line.setOut(new PrintWriter(out, true));
    var exit = line.execute("demo", "--json");
    var told = out.toString().lines().map(JsonObject::new).toList();
    assertThat(exit).as(out.toString()).isZero();
    assertThat(events(told, "scene-over")).hasSize(4).allMatch(over -> over.getBoolean("well"));
    assertThat(texts(told))
        .anyMatch(text -> text.startsWith("start-gateway: verified"))
        .anyMatch(text -> text.startsWith("restart-channel: verified"))
        .anyMatch(text -> text.startsWith("mend-key-mode: verified"))
        .anyMatch(text -> text.startsWith("key_permission (certain)"));
  }

  private static List<JsonObject> events(List<JsonObject> told, String event) {
    return told.stream().filter(one -> one.getString("event").equals(event)).toList();
  }

  private static List<String> texts(List<JsonObject> told) {
    return events(told, "line").stream().map(one -> one.getString("text")).toList();
  }
}

package dev.lifeguard.cli;

import dev.lifeguard.demo.Narrator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** The demo's story for programs: one object a line. */
record JsonNarrator(PrintWriter out) implements Narrator {
  @Override
  public void begins(String address) {
    tell(new JsonObject().put("event", "begins").put("console", address));
  }

  @Override
  public void scene(int number, int of, String title) {
    tell(new JsonObject().put("event", "scene").put("number", number).put("title", title));
  }

  @Override
  public void line(Duration since, String kind, String text) {
    tell(
        new JsonObject()
            .put("event", "line")
            .put("seconds", since.toMillis() / 1e3)
            .put("kind", kind)
            .put("text", text));
  }

  @Override
  public void sceneOver(Duration took, List<String> left) {
    tell(
        new JsonObject()
            .put("event", "scene-over")
            .put("seconds", took.toMillis() / 1e3)
            .put("well", left.isEmpty())
            .put("left", new JsonArray(left)));
  }

  @Override
  public void over(boolean well) {
    tell(new JsonObject().put("event", "over").put("well", well));
  }

  private void tell(JsonObject line) {
    out.println(line.encode());
    out.flush();
  }
}

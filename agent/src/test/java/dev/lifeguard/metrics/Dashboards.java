package dev.lifeguard.metrics;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Peers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The shipped dashboards, as tests read them. */
final class Dashboards {
  private Dashboards() {}

  /** One expression that a panel shows. */
  record Shown(String dashboard, String panel, String description, String expression) {
    /** With what Grafana would put in place of its variables when everything is chosen. */
    String filled() {
      return expression.replace("$gateway", ".*").replace("$tunnel", ".*").replace("$remedy", ".*");
    }

    @Override
    public String toString() {
      return dashboard + " / " + panel + ": " + expression;
    }
  }

  static List<Path> files() {
    try (var files = Files.list(Peers.project().resolve("dashboards"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonObject read(Path file) {
    return new JsonObject(Folder.read(file));
  }

  static List<Shown> shown() {
    return files().stream()
        .flatMap(file -> shown(file.getFileName().toString(), read(file)))
        .toList();
  }

  private static Stream<Shown> shown(String name, JsonObject dashboard) {
    return each(dashboard.getJsonArray("panels"))
        .filter(panel -> panel.containsKey("targets"))
        .flatMap(
            panel ->
                each(panel.getJsonArray("targets"))
                    .map(
                        target ->
                            new Shown(
                                name,
                                panel.getString("title"),
                                panel.getString("description"),
                                target.getString("expr"))));
  }

  /** Expressions beside the panels: of annotations and variables. */
  static List<String> others() {
    return files().stream().map(Dashboards::read).flatMap(Dashboards::others).toList();
  }

  private static Stream<String> others(JsonObject dashboard) {
    var annotations =
        each(dashboard.getJsonObject("annotations").getJsonArray("list"))
            .map(one -> one.getString("expr"));
    var variables =
        each(dashboard.getJsonObject("templating").getJsonArray("list"))
            .map(one -> one.getString("definition", ""));
    return Stream.concat(annotations, variables).filter(expression -> !expression.isEmpty());
  }

  static Stream<JsonObject> each(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}

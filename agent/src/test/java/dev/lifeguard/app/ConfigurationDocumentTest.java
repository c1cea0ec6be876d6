package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.peer.Peers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/configuration.md shows is what the agent understands, and all that it does. */
class ConfigurationDocumentTest {
  /** Whose keys stand in documents of their own. */
  private static final Set<String> ELSEWHERE = Set.of("notify", "paths");

  @TempDir Path folder;

  @Test
  void theExampleLoads() throws IOException {
    var text = document().split("```yaml\n")[1].split("```")[0];
    var file = Files.writeString(folder.resolve("lifeguard.yaml"), text);
    var surroundings = new Surroundings(Map.of(), Path.of("/home/nobody"), folder);
    var loaded = new Settings(Optional.of(file), List.of(), surroundings).load();
    assertThat(loaded.problems()).noneMatch(Problem::isError);
  }

  @Test
  void everyKeyThatTheFileMayHaveIsInTheDocument() throws IOException {
    var keys = new TreeSet<String>();
    collect(AgentShape.schema(), keys);
    assertThat(keys).contains("listen", "forwards", "keepalive", "supervisor", "lasts");
    var document = document();
    assertThat(keys).allMatch(key -> document.contains(key), "named in docs/configuration.md");
  }

  private static void collect(Object schema, Set<String> keys) {
    switch (schema) {
      case JsonObject object -> {
        var properties = object.getJsonObject("properties", new JsonObject());
        for (var key : properties.fieldNames()) if (!ELSEWHERE.contains(key)) keys.add(key);
        inside(object, properties).forEach(it -> collect(it, keys));
      }
      case JsonArray array -> array.forEach(it -> collect(it, keys));
      case null, default -> {}
    }
  }

  private static Stream<Object> inside(JsonObject object, JsonObject properties) {
    return Stream.concat(
        properties.stream().filter(it -> !ELSEWHERE.contains(it.getKey())).map(Map.Entry::getValue),
        Stream.of(
            object.getValue("items"),
            object.getValue("anyOf"),
            object.getValue("additionalProperties"),
            new JsonArray(
                object.getJsonObject("$defs", new JsonObject()).stream()
                    .map(Map.Entry::getValue)
                    .toList())));
  }

  private static String document() throws IOException {
    return Files.readString(Peers.project().resolve("docs/configuration.md"));
  }
}

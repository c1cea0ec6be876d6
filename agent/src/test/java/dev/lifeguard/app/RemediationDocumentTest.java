package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.HookResult;
import dev.lifeguard.remedy.RunState;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/remediation.md shows is what the agent understands, and nothing that it says is
 * missing.
 */
class RemediationDocumentTest {
  @TempDir Path folder;

  private static String document() throws IOException {
    return Files.readString(Peers.project().resolve("docs/remediation.md"));
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(document())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void theExamplesLoad() throws IOException {
    var yaml = blocks("yaml");
    Files.createDirectory(folder.resolve("remedies"));
    Files.writeString(folder.resolve("lifeguard.yaml"), yaml.get(0));
    Files.writeString(folder.resolve("remedies/latency.yaml"), yaml.get(1));
    var file = Optional.of(folder.resolve("lifeguard.yaml"));
    var loaded = new Settings(file, List.of(), new Surroundings(Map.of(), folder, folder)).load();
    assertThat(loaded.problems()).noneMatch(problem -> problem.isError());
    var settings = ((Loaded.Good<AgentSettings>) loaded).value();
    assertThat(settings.remedies())
        .singleElement()
        .satisfies(it -> assertThat(it.steps()).hasSize(4));
  }

  @Test
  void theAnswersShownAreJson() throws IOException {
    assertThat(blocks("json"))
        .hasSize(2)
        .allSatisfy(text -> assertThat(new JsonObject(text).size()).isPositive());
  }

  @Test
  void everyGateStateAndResultIsInTheDocument() throws IOException {
    var document = document();
    for (var why : Block.Why.values()) assertThat(document).contains("`" + why.code() + "`");
    for (var state : RunState.values()) assertThat(document).contains(state.code());
    for (var result : HookResult.values()) assertThat(document).contains(result.code());
  }
}

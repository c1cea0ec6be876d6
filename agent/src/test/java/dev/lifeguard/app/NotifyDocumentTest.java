package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/notify.md shows is what the agent understands. */
class NotifyDocumentTest {
  @TempDir Path folder;

  @Test
  void theExampleLoadsAndMeansWhatItSays() throws IOException {
    var loaded = load(example());
    assertThat(loaded.problems()).noneMatch(Problem::isError);
    var notify = ((Loaded.Good<AgentSettings>) loaded).value().notification();
    assertThat(notify.receivers()).hasSize(12);
    assertThat(notify.names()).contains("primary", "everybody", "pager");
    var christmas = notify.onCall().getFirst().at(Instant.parse("2026-12-27T16:59:00Z"));
    assertThat(christmas.person().name()).isEqualTo("bob");
    assertThat(christmas.until()).isEqualTo("2026-12-27T17:00:00Z");
  }

  @Test
  void saysWhoIsNoneOfThePeopleAndWhomNobodyCarries() throws IOException {
    var wrong =
        example().replace("person: bob}", "person: bop}").replace("[mail, primary]", "[mial]");
    assertThat(load(wrong).problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "\"bop\" is none of the people", "no receiver is named \"mial\"");
  }

  @Test
  void aRuleMayNameWhoeverHasTheTurnAGroupOrAReceiver() throws IOException {
    Files.writeString(
        folder.resolve("mine.yaml"),
        "alerts: {name: a, condition: tunnel_up == 0, notify: [primary, everybody, mail]}");
    assertThat(load(example() + "\nrules: [mine.yaml]\n").problems()).noneMatch(Problem::isError);
  }

  private static String example() throws IOException {
    var text = Files.readString(Peers.project().resolve("docs/notify.md"));
    var start = text.indexOf("```yaml\n") + 8;
    return text.substring(start, text.indexOf("```", start));
  }

  private Loaded<AgentSettings> load(String text) throws IOException {
    var file = Files.writeString(folder.resolve("lifeguard.yaml"), text);
    var surroundings = new Surroundings(Map.of(), Path.of("/home/nobody"), folder);
    return new Settings(Optional.of(file), List.of(), surroundings).load();
  }
}

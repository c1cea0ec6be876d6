package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.path.SwitchReason;
import dev.lifeguard.path.Way;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.probe.tcp.TcpTarget;
import dev.lifeguard.tunnel.TunnelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/paths.md shows is what the agent understands, and plans. */
class PathsDocumentTest {
  private static final TcpTarget BASTION = TcpTarget.of("bastion.example", 22);

  @TempDir Path folder;

  @Test
  void theExamplesLoad() throws IOException {
    var loaded = load();
    assertThat(loaded.problems()).noneMatch(Problem::isError);
  }

  @Test
  void everyPathIsWatchedItsTunnelIsKeptUpAndTheFirstHopOfEachIsKnown() throws IOException {
    var settings = ((Loaded.Good<AgentSettings>) load()).value();
    var plan = Plan.of(settings, _ -> Optional.of(BASTION));
    assertThat(plan.ways().getFirst().all().stream().map(Way::name))
        .containsExactly("tailnet", "ssh", "direct");
    assertThat(plan.tunnels()).containsOnlyKeys(new TunnelId("roaming", "ssh"));
    assertThat(plan.tcp()).isEmpty();
    assertThat(plan.hops().getFirst().byPath())
        .containsExactly(
            Map.entry("tailnet", TcpTarget.of("home.tailnet.example", 443)),
            Map.entry("ssh", BASTION),
            Map.entry("direct", TcpTarget.of("gateway.example", 18789)));
  }

  @Test
  void everyReasonOfASwitchIsInTheDocument() throws IOException {
    var document = document();
    for (var reason : SwitchReason.values())
      if (reason != SwitchReason.RECONFIGURED) assertThat(document).contains(reason.code());
  }

  private static String document() throws IOException {
    return Files.readString(Peers.project().resolve("docs/paths.md"));
  }

  private Loaded<AgentSettings> load() throws IOException {
    var blocks = document().split("```yaml\n");
    Files.writeString(folder.resolve("rules.yaml"), blocks[2].split("```")[0]);
    var text = blocks[1].split("```")[0] + "rules: [rules.yaml]\n";
    var file = Files.writeString(folder.resolve("lifeguard.yaml"), text);
    var surroundings = new Surroundings(Map.of(), Path.of("/home/nobody"), folder);
    return new Settings(Optional.of(file), List.of(), surroundings).load();
  }
}

package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReasonToldTest {
  @Test
  void whoHearsThatATunnelFailedKnowsAlreadyWhy() throws Exception {
    try (var bench = new Workbench()) {
      var nobody = Path.of("/nonexistent/key");
      var ssh =
          Workbench.ssh("me@127.0.0.1:1", nobody, nobody, new Keepalive(Duration.ofSeconds(5), 2));
      bench.keep(
          new TunnelSettings.Kept(
              "one", ssh, List.of(Workbench.local(0, Endpoint.of("127.0.0.1", 1))), false));
      var before = new ArrayList<Observed>();
      while (before.isEmpty() || !isFailed(before.getLast()))
        before.add(bench.facts.poll(30, TimeUnit.SECONDS));
      assertThat(before)
          .filteredOn(seen -> seen.fact() == Fact.TUNNEL_REASON)
          .last()
          .extracting(Observed::value)
          .isEqualTo(FactValue.of("key_missing"));
    }
  }

  private static boolean isFailed(Observed seen) {
    return seen.fact() == Fact.TUNNEL_STATE && seen.value().equals(FactValue.of("failed"));
  }
}

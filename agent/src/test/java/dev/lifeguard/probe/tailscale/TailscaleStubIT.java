package dev.lifeguard.probe.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.peer.Await;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The probe against a stub of the tailscale program: a shell script, for no tailnet can be had
 * here. It shows that the program is asked and bounded, not that a real one answers so.
 */
class TailscaleStubIT {
  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private ProbeOutcome look(String stub) throws Exception {
    var program = Files.writeString(folder.resolve("tailscale"), "#!/bin/sh\n" + stub);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return look(folder);
  }

  private ProbeOutcome look(Path searched) throws InterruptedException {
    var ways = new TailnetWays(List.of("home.tail1234.ts.net"), Set.of());
    var id = new ProbeId(Subject.gateway("home"), TailscaleProbe.KIND);
    var look = new TailnetLook(searched.toString(), Duration.ofSeconds(2));
    return new TailscaleProbe(List.of(id), ways, look, new RealTime(vertx)).look();
  }

  private static String answer(String status) throws IOException {
    var file = Path.of("src/test/resources/tailscale", status).toAbsolutePath();
    return "case \"$*\" in 'status --json') cat " + file + ";; *) echo '{}';; esac\n";
  }

  private static FactValue state(ProbeOutcome outcome) {
    var reading = outcome.readings().getFirst();
    assertThat(reading.fact()).isEqualTo(Fact.TAILNET_STATE);
    return reading.value();
  }

  @Test
  void tellsTheStateAndFailsWhenThePeerIsOffline() throws Exception {
    var outcome = look(answer("status-1.32.json"));
    assertThat(state(outcome)).isEqualTo(FactValue.of("running"));
    assertThat(outcome).isInstanceOf(ProbeOutcome.Failed.class);
    assertThat(((ProbeOutcome.Failed) outcome).failure().reason())
        .isEqualTo(Reason.TAILNET_PEER_OFFLINE);
  }

  @Test
  void aProgramThatHangsIsKilledWithItsChildrenAndNothingIsKnown() throws Exception {
    var marker = folder.resolve("child");
    var outcome = look("sleep 600 & echo $! > " + marker + "; wait\n");
    assertThat(outcome).isInstanceOf(ProbeOutcome.Unknown.class);
    assertThat(state(outcome)).isInstanceOf(FactValue.Unknown.class);
    var child = Long.parseLong(Files.readString(marker).strip());
    Await.until("the child has gone", () -> !runs(child));
  }

  /** One that is dead and not yet buried does not run any more. */
  private static boolean runs(long pid) {
    try {
      return !Files.readString(Path.of("/proc", String.valueOf(pid), "stat")).contains(") Z ");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aDaemonThatDoesNotRunIsSaidInItsOwnWords() throws Exception {
    var outcome = look("echo 'failed to connect to local tailscaled' >&2; exit 1\n");
    assertThat(((ProbeOutcome.Unknown) outcome).because().detail())
        .contains("ended with 1: failed to connect to local tailscaled");
  }

  @Test
  void aMachineWithoutTailscaleKnowsNothing() throws Exception {
    var outcome = look(folder.resolve("empty"));
    assertThat(((ProbeOutcome.Unknown) outcome).because().reason()).isEqualTo(Reason.NOT_SUPPORTED);
  }
}

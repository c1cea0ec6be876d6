package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyCommandTest {
  @TempDir Path folder;

  @Test
  void saysByItsExitCodeWhetherTheReceiverTookTheTest() throws IOException {
    var told = folder.resolve("told.json");
    var config =
        """
        gateways: [{name: home, url: "ws://127.0.0.1:18789"}]
        notify:
          receivers:
            - {name: good, command: {run: [tee, "%s"]}}
            - {name: bad, command: {run: ["false"]}}
        """
            .formatted(told);
    var file = Files.writeString(folder.resolve("lifeguard.yaml"), config).toString();
    assertThat(run("good", "--config", file)).isZero();
    assertThat(Files.readString(told)).contains("lifeguard_test", "nothing is wrong");
    assertThat(run("--all", "--json", "--config", file)).isEqualTo(Lifeguard.FOUND);
    assertThat(run("nobody", "--config", file)).isEqualTo(Lifeguard.WRONG_USE);
    assertThat(run("--config", file)).isEqualTo(Lifeguard.WRONG_USE);
  }

  private static int run(String... rest) {
    var args = new String[rest.length + 2];
    args[0] = "notify";
    args[1] = "test";
    System.arraycopy(rest, 0, args, 2, rest.length);
    return Lifeguard.run(args);
  }
}

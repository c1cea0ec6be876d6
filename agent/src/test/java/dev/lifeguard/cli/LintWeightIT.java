package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.RunningAgent;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A hook of pre-commit runs at each commit: what it does not need, it must not load. */
class LintWeightIT {
  @Test
  void lintLoadsNoneOfTheHeavyRooms() {
    try (var folder = new Folder("lint")) {
      var file =
          folder.write("lifeguard.yaml", "gateways: [{name: home, url: ws://127.0.0.1:1}]\n");
      var java = Path.of(System.getProperty("java.home"), "bin/java");
      var words =
          new Object[] {
            java,
            "-Xlog:class+load",
            "-cp",
            RunningAgent.classPath(),
            "dev.lifeguard.Main",
            "lint",
            file
          };
      try (var lint = Program.start(Program.Launch.of(folder, words))) {
        assertThat(lint.awaitExit(Duration.ofSeconds(60))).as(lint.log()).isZero();
        assertThat(lint.log())
            .contains("] dev.lifeguard.app.lint.")
            .doesNotContain("] io.netty.", "] org.quartz.", "] org.apache.sshd.")
            .doesNotContain("] org.bouncycastle.", "] io.prometheus.", "] ch.qos.logback.");
      }
    }
  }
}

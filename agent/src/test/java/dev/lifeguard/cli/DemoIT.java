package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.RunningAgent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo from start to end: each fault is noticed, explained, repaired and over. */
class DemoIT {
  @Test
  void tellsTheWholeLoopAndEndsCleanly() {
    var out = new StringWriter();
    var line = Lifeguard.line();
    line.setOut(new PrintWriter(out, true));
    var exit = line.execute("demo", "--json");
    var told = out.toString().lines().map(JsonObject::new).toList();
    assertThat(exit).as(out.toString()).isZero();
    assertThat(events(told, "scene-over")).hasSize(4).allMatch(over -> over.getBoolean("well"));
    assertThat(texts(told))
        .anyMatch(text -> text.startsWith("start-gateway: verified"))
        .anyMatch(text -> text.startsWith("restart-channel: verified"))
        .anyMatch(text -> text.startsWith("mend-key-mode: verified"))
        .anyMatch(text -> text.startsWith("key_permission (certain)"));
  }

  @Test
  void aPortThatIsTakenIsSaidInWords() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var err = new StringWriter();
      var line = Lifeguard.line();
      line.setErr(new PrintWriter(err, true));
      var port = Integer.toString(taken.getLocalPort());
      assertThat(line.execute("demo", "--port", port)).isEqualTo(Lifeguard.WRONG_USE);
      assertThat(err.toString()).contains("port " + port, "is taken", "--port");
    }
  }

  @Test
  void ctrlCInTheMiddleEndsItCleanlyAndLeavesNothingBehind() throws IOException {
    try (var folder = new Folder("demo");
        var program = Program.start(Program.Launch.of(folder, command(folder)))) {
      program.awaitReady(Duration.ofSeconds(60), () -> program.log().contains("noticed"));
      Program.signal("INT", ProcessHandle.of(program.pid()).stream());
      assertThat(program.awaitExit(Duration.ofSeconds(20))).as(program.log()).isZero();
      assertThat(program.log()).contains("Stopped; nothing is left behind.");
      try (var left = Files.list(folder.path())) {
        assertThat(left.map(file -> file.getFileName().toString())).containsOnly("out.log");
      }
    }
  }

  /** With the folder as its home and for whatever it writes on the way. */
  private static Object[] command(Folder folder) {
    return new Object[] {
      Path.of(System.getProperty("java.home"), "bin/java"),
      "-XX:TieredStopAtLevel=1",
      "-Djava.io.tmpdir=" + folder.path(),
      "-Duser.home=" + folder.path(),
      "-cp",
      RunningAgent.classPath(),
      "dev.lifeguard.Main",
      "demo"
    };
  }

  private static List<JsonObject> events(List<JsonObject> told, String event) {
    return told.stream().filter(one -> one.getString("event").equals(event)).toList();
  }

  private static List<String> texts(List<JsonObject> told) {
    return events(told, "line").stream().map(one -> one.getString("text")).toList();
  }
}

package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.tunnel.Backend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code lifeguard tunnel up}, as people start it. */
class TunnelUpIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Sshd sshd = Sshd.plain();
  private final Backend echo = Backend.echo();
  private final Folder folder = new Folder("up");
  private final int port = Ports.free();

  @AfterEach
  void end() {
    folder.close();
    echo.close();
    sshd.close();
  }

  @Test
  void carriesUntilItIsToldToStop() throws Exception {
    try (var up = start("-L", port + ":127.0.0.1:" + echo.port(), sshd.destination())) {
      Await.until("bytes pass", PATIENCE, () -> ask("hello").equals("hello"), up::log);
      var way = "127.0.0.1:" + port + " → 127.0.0.1:" + echo.port();
      Await.until("it is said", PATIENCE, () -> up.log().contains(way), up::log);
      assertThat(up.log()).contains("up: active");
      up.terminate();
      assertThat(up.awaitExit(PATIENCE)).isZero();
      assertThat(Ports.isFree(port)).isTrue();
    }
  }

  @Test
  void comesBackByItselfAndSaysWhatHappened() {
    try (var up = start("-L", port + ":127.0.0.1:" + echo.port(), sshd.destination())) {
      Await.until("bytes pass", PATIENCE, () -> ask("hello").equals("hello"), up::log);
      sshd.killSessions();
      Await.until("bytes pass again", PATIENCE, () -> ask("again").equals("again"), up::log);
      Await.until(
          "it is said", PATIENCE, () -> up.log().contains("reconnecting: closed_by_server"));
      echo.close();
      ask("nobody");
      Await.until(
          "it is said", PATIENCE, () -> up.log().contains(" cut: destination_refused: "), up::log);
      sshd.stop();
      Await.until(
          "it is said", PATIENCE, () -> up.log().contains("no session yet: refused: "), up::log);
    }
  }

  @Test
  void takesAliasAndForwardFromTheSshConfiguration() {
    var config =
        folder.write(
            "config",
            """
            Host far
              HostName %s
              Port %d
              User %s
              LocalForward %d 127.0.0.1:%d
            Match exec true
              User nobody
            """
                .formatted(sshd.host(), sshd.port(), sshd.user(), port, echo.port()));
    try (var up = start(config.toString(), "far")) {
      Await.until("bytes pass", PATIENCE, () -> ask("hello").equals("hello"), up::log);
      assertThat(up.log()).contains("config:6: Match exec is not honoured");
    }
  }

  @Test
  void endsWithTheReasonWhenItCannotEverSucceed() {
    sshd.forgetKeys();
    try (var up = start("-L", port + ":127.0.0.1:" + echo.port(), sshd.destination())) {
      assertThat(up.awaitExit(PATIENCE)).isEqualTo(1);
      assertThat(up.log()).contains("key_rejected").contains("the server accepts none of our keys");
    }
  }

  @Test
  void endsWithTheNameOfWhoHoldsThePort() throws Exception {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        var up = start("-L", port + ":127.0.0.1:" + echo.port(), sshd.destination())) {
      assertThat(up.awaitExit(PATIENCE)).isEqualTo(1);
      assertThat(up.log()).contains("held by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void refusesAForwardThatItCannotReadAndADestinationWithoutAny() {
    try (var up = start("-L", "nonsense", sshd.destination())) {
      assertThat(up.awaitExit(PATIENCE)).isEqualTo(2);
      assertThat(up.log()).contains("cannot read the forward \"nonsense\"");
    }
    try (var up = start(sshd.destination())) {
      assertThat(up.awaitExit(PATIENCE)).isEqualTo(2);
      assertThat(up.log()).contains("nothing to forward");
    }
  }

  @Test
  void namesEveryMistakeOfTheSshConfigurationAtOnce() {
    var config = folder.write("config", "FooBar yes\nHost far\n  Port seventy\n");
    try (var up = start(config.toString(), "far")) {
      assertThat(up.awaitExit(PATIENCE)).isEqualTo(2);
      assertThat(up.log()).contains("config:1: ", "foobar", "config:3: ", "seventy");
    }
  }

  private Program start(String... more) {
    var config = more.length == 2 ? more[0] : "none";
    var rest = more.length == 2 ? List.of(more[1]) : List.of(more);
    var words =
        new ArrayList<Object>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.lifeguard.Main",
                "tunnel",
                "up",
                "-F",
                config,
                "-i",
                sshd.clientKey().file(),
                "--known-hosts",
                sshd.knownHosts()));
    words.addAll(rest);
    return Program.start(Program.Launch.of(folder, words.toArray()));
  }

  private String ask(String word) {
    try (var client = new Socket("127.0.0.1", port)) {
      client.setSoTimeout(5_000);
      client.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

package dev.lifeguard.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SshdIT {

  @ParameterizedTest
  @EnumSource(names = {"SSHD", "NEWER_SSHD"})
  void letsItsOwnClientKeyInAndNobodyElse(Peer server) {
    var setup = server == Peer.SSHD ? Sshd.setup() : Sshd.setup().newer();
    try (var sshd = setup.start()) {
      assertThat(ssh(sshd, sshd.clientKey(), "echo", "$((6*7))")).isEqualTo("42\n");
      var stranger = sshd.newKey("stranger", SshKey.Type.RSA);
      assertThat(ssh(sshd, stranger, "true")).contains("Permission denied");
      assertThat(sshd.connectionsTaken()).isEqualTo(2);
      sshd.authorise(stranger);
      assertThat(ssh(sshd, stranger, "true")).isEmpty();
    }
  }

  @Test
  void newerOnePenalisesWrongKeys() throws Exception {
    try (var sshd =
        Sshd.setup().newer().config("PerSourcePenalties authfail:20s min:10s").start()) {
      var stranger = sshd.newKey("stranger", SshKey.Type.ED25519);
      ssh(sshd, stranger, "true");
      Await.until("the penalty is known", () -> sshd.log().contains("new 127.0.0.1"));
      try (var socket = new Socket(sshd.host(), sshd.port())) {
        socket.setSoTimeout(10_000);
        assertThat(bannerOf(socket)).startsWith("Not allowed at this");
      }
    }
  }

  @Test
  void endsSessionsAndComesBackOnTheSamePort() {
    try (var sshd = Sshd.plain();
        var client = session(sshd)) {
      Await.until("the session is there", () -> !sshd.sessionPids().isEmpty());
      sshd.killSessions();
      assertThat(client.awaitExit(Duration.ofSeconds(10))).isEqualTo(255);
      sshd.stop();
      assertThat(Ports.isFree(sshd.port())).isTrue();
      sshd.start();
      assertThat(ssh(sshd, sshd.clientKey(), "echo", "back")).isEqualTo("back\n");
    }
  }

  @Test
  void sessionsOutliveTheListener() {
    try (var sshd = Sshd.plain();
        var client = session(sshd)) {
      Await.until(
          "the session is there", () -> sshd.log().contains("Entering interactive session"));
      sshd.stopListening();
      assertThat(Ports.isFree(sshd.port())).isTrue();
      assertThat(client.alive()).isTrue();
      sshd.start();
      assertThat(ssh(sshd, sshd.clientKey(), "echo", "back")).isEqualTo("back\n");
      assertThat(client.alive()).isTrue();
    }
  }

  @Test
  void staysSilentWhileSuspended() throws Exception {
    try (var sshd = Sshd.plain()) {
      sshd.suspend();
      try (var socket = new Socket(sshd.host(), sshd.port())) {
        socket.setSoTimeout(300);
        assertThat(bannerOf(socket)).isEqualTo("silence");
        sshd.resume();
        socket.setSoTimeout(10_000);
        assertThat(bannerOf(socket)).startsWith("SSH-2.0-OpenSSH");
      }
    }
  }

  @Test
  void showsOtherHostKeysAfterAChange() {
    try (var sshd = Sshd.setup().hostKeys(SshKey.Type.ECDSA).start()) {
      var known = sshd.knownHosts();
      var before = Folder.read(known);
      sshd.stop();
      sshd.changeHostKeys();
      sshd.start();
      assertThat(Folder.read(known)).isEqualTo(before);
      assertThat(ssh(sshd, sshd.clientKey(), known, Map.of(), "true"))
          .contains("REMOTE HOST IDENTIFICATION HAS CHANGED");
    }
  }

  @Test
  void takesAPasswordWhenOneIsSet() {
    Peers.requireRoot();
    try (var sshd = Sshd.setup().password("correct horse").start()) {
      var ask = sshd.folder().write("ask", "#!/bin/sh\necho correct horse\n");
      ask.toFile().setExecutable(true);
      var nobody = new SshKey(Path.of("/dev/null"));
      var environment = Map.of("SSH_ASKPASS", ask.toString(), "SSH_ASKPASS_REQUIRE", "force");
      assertThat(ssh(sshd, nobody, sshd.knownHosts(), environment, "echo", "in")).endsWith("in\n");
    }
  }

  @Test
  void agentAndCertificateOpenTheDoor() {
    try (var sshd = Sshd.plain();
        var agent = new SshAgent()) {
      var authority = sshd.newKey("authority", SshKey.Type.ED25519);
      var guest = sshd.newKey("guest", SshKey.Type.ECDSA);
      sshd.authorise("cert-authority " + authority.publicLine());
      authority.certify(guest, sshd.user());
      agent.add(guest);
      var environment = Map.of("SSH_AUTH_SOCK", agent.socket().toString());
      var nobody = new SshKey(Path.of("/dev/null"));
      assertThat(ssh(sshd, nobody, sshd.knownHosts(), environment, "echo", "in")).endsWith("in\n");
    }
  }

  private static String bannerOf(Socket socket) throws Exception {
    try {
      return new String(socket.getInputStream().readNBytes(20), StandardCharsets.US_ASCII);
    } catch (SocketTimeoutException e) {
      return "silence";
    }
  }

  private static Program session(Sshd sshd) {
    return Program.start(ssh(sshd.folder(), sshd, sshd.clientKey(), sshd.knownHosts(), "-N"));
  }

  private static String ssh(Sshd sshd, SshKey key, String... command) {
    return ssh(sshd, key, sshd.knownHosts(), Map.of(), command);
  }

  private static String ssh(
      Sshd sshd, SshKey key, Path known, Map<String, String> environment, String... command) {
    try (var folder = new Folder("ssh");
        var program = Program.start(ssh(folder, sshd, key, known, command).with(environment))) {
      program.awaitExit(Duration.ofSeconds(30));
      return program.log();
    }
  }

  private static Program.Launch ssh(
      Folder folder, Sshd sshd, SshKey key, Path known, String... command) {
    var words = new ArrayList<Object>(List.of(Peers.require(Peer.SSH), "-F", "none"));
    words.addAll(List.of("-p", sshd.port(), "-i", key.file(), "-o", "UserKnownHostsFile=" + known));
    words.addAll(List.of("-o", "LogLevel=ERROR", sshd.user() + "@" + sshd.host()));
    words.addAll(List.of(command));
    return Program.Launch.of(folder, words.toArray());
  }
}

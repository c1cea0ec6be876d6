package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.NetNs;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Relay;
import dev.lifeguard.peer.SshAgent;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each cause is made for real, and its exact code is read out of {@code diagnose --json}. */
class DiagnoseIT {
  private static Sshd plain;
  private static OpenClaw gateway;

  @TempDir Path folder;
  private final int local = Ports.free();
  private String home;

  /** What the command said. */
  private record Ran(int exit, String out, String err) {
    JsonObject json() {
      assertThat(out).as(err).startsWith("{");
      return new JsonObject(out);
    }

    String cause() {
      return json().getString("cause");
    }

    JsonObject first() {
      return json().getJsonArray("findings").getJsonObject(0);
    }

    String fix() {
      return first().getJsonArray("fix").encode();
    }

    String verdict(String layer) {
      return json().getJsonArray("layers").stream()
          .map(JsonObject.class::cast)
          .filter(it -> it.getString("layer").equals(layer))
          .map(it -> it.getString("verdict"))
          .findFirst()
          .orElse("none");
    }
  }

  /** A tunnel to be diagnosed, as it is written into the file. */
  private record Tunnel(String ssh, String identity, Path knownHosts, String more, int remote) {
    static Tunnel to(Sshd sshd) {
      return new Tunnel(
          sshd.destination(),
          sshd.clientKey().file().toString(),
          sshd.knownHosts(),
          "",
          gateway.port());
    }

    Tunnel ssh(String other) {
      return new Tunnel(other, identity, knownHosts, more, remote);
    }

    Tunnel identity(Path other) {
      return new Tunnel(ssh, other.toString(), knownHosts, more, remote);
    }

    Tunnel knowing(Path other) {
      return new Tunnel(ssh, identity, other, more, remote);
    }

    Tunnel with(String other) {
      return new Tunnel(ssh, identity, knownHosts, more + ", " + other, remote);
    }

    Tunnel remote(int other) {
      return new Tunnel(ssh, identity, knownHosts, more, other);
    }
  }

  @BeforeAll
  static void peers() {
    plain = Sshd.plain();
    gateway = OpenClaw.shared();
  }

  @AfterAll
  static void close() {
    plain.close();
  }

  /** The commands read {@code ~/.ssh/config}: here it is ours. */
  @BeforeEach
  void moveIn() {
    home = System.getProperty("user.home");
    System.setProperty("user.home", folder.toString());
  }

  @AfterEach
  void moveOut() {
    System.setProperty("user.home", home);
  }

  @Test
  void nothingIsWrongOnAWayThatCarries() {
    var ran = diagnose(Tunnel.to(plain));
    assertThat(ran.cause()).as(ran.out()).isEqualTo("none");
    assertThat(ran.exit()).isZero();
    for (var layer : List.of("network", "ssh-auth", "forward", "tunnel", "gateway"))
      assertThat(ran.verdict(layer)).as(layer).isIn("pass", "warn");
  }

  @Test
  void anyGatewayIsDiagnosedByItsUrl() throws IOException {
    var token = secret(gateway.token());
    var ran = run("diagnose", gateway.url(), "--token-file", token, "--json");
    assertThat(ran.cause()).as(ran.out()).isEqualTo("none");
    assertThat(ran.exit()).isZero();
  }

  // B1: service and network

  @Test
  void refused() {
    var ran = diagnose(Tunnel.to(plain).ssh("root@127.0.0.1:" + Ports.free()));
    assertThat(ran.cause()).isEqualTo("refused");
    assertThat(ran.verdict("gateway")).isEqualTo("unknown");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void noBanner() throws IOException {
    try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hangUp(mute));
      var ran = diagnose(Tunnel.to(plain).ssh("root@127.0.0.1:" + mute.getLocalPort()));
      assertThat(ran.cause()).isEqualTo("no_banner");
    }
  }

  @Test
  void sshdLoopbackOnly() {
    try (var elsewhere = new NetNs()) {
      var outside = elsewhere.hostAddress() + ":" + plain.port();
      assertThat(diagnose(Tunnel.to(plain).ssh("root@" + outside)).cause())
          .isEqualTo("sshd_loopback_only");
    }
  }

  @Test
  void userNotAllowedWhichOnlyTheLogTells() {
    try (var sshd = Sshd.setup().config("AllowUsers somebody-else").start()) {
      var blind = diagnose(Tunnel.to(sshd));
      assertThat(blind.cause()).isEqualTo("key_rejected");
      assertThat(blind.json().getString("because")).contains("cannot tell");
      var told = diagnose(Tunnel.to(sshd), "--sshd-log", sshd.folder().resolve("sshd.log"));
      assertThat(told.cause()).isEqualTo("user_not_allowed");
      assertThat(told.first().getString("confidence")).isEqualTo("certain");
    }
  }

  // B2: configuration

  @Test
  void hostAliasDriftNamesTheNearest() throws IOException {
    config("Host jumpbox-prod-internal", "  HostName 127.0.0.1", "  Port " + plain.port());
    var ran = diagnose(Tunnel.to(plain).ssh("root@jumpbox-prod"));
    assertThat(ran.cause()).isEqualTo("host_alias_drift");
    assertThat(ran.fix()).contains("jumpbox-prod-internal");
  }

  @Test
  void duplicateHostAlias() throws IOException {
    config(
        "Host prod",
        "  HostName 127.0.0.1",
        "  Port " + Ports.free(),
        "Host prod",
        "  HostName 127.0.0.1",
        "  Port " + plain.port());
    assertThat(diagnose(Tunnel.to(plain).ssh("root@prod")).cause())
        .isEqualTo("duplicate_host_alias");
  }

  @Test
  void settingShadowed() throws IOException {
    config("Host prod", "  HostName 127.0.0.1", "  Port " + plain.port());
    assertThat(diagnose(Tunnel.to(plain).ssh("root@prod:" + Ports.free())).cause())
        .isEqualTo("setting_shadowed");
  }

  @Test
  void remotePortWrongNamesTheRightOne() {
    var ran = diagnose(Tunnel.to(plain).remote(Ports.free()));
    assertThat(ran.cause()).as(ran.out()).isEqualTo("remote_port_wrong");
    assertThat(ran.first().getJsonArray("evidenceFor").encode())
        .contains("the gateway answers on port");
    assertThat(ran.json().getJsonArray("commands")).isNotEmpty();
  }

  @Test
  void portTakenNamesTheProcess() {
    var ran = diagnoseAt(Tunnel.to(plain), plain.port());
    assertThat(ran.cause()).isEqualTo("port_taken");
    assertThat(ran.first().encode()).contains("(sshd");
  }

  // B3: trust

  @Test
  void keyPermission() throws IOException {
    var open = plain.newKey("open", SshKey.Type.ED25519);
    Files.setPosixFilePermissions(open.file(), PosixFilePermissions.fromString("rw-r--r--"));
    var ran = diagnose(Tunnel.to(plain).identity(open.file()));
    assertThat(ran.cause()).isEqualTo("key_permission");
    assertThat(ran.fix()).contains("chmod 600 " + open.file());
  }

  @Test
  void keyMissing() {
    assertThat(diagnose(Tunnel.to(plain).identity(folder.resolve("no-key"))).cause())
        .isEqualTo("key_missing");
  }

  @Test
  void keyEncrypted() {
    var locked = SshKey.generate(folder.resolve("locked"), SshKey.Type.ED25519, "secret");
    plain.authorise(locked);
    assertThat(diagnose(Tunnel.to(plain).identity(locked.file())).cause())
        .isEqualTo("key_encrypted");
  }

  @Test
  void keyRejectedIsCertainOnceTheLogSaysSo() {
    var strange = plain.newKey("strange", SshKey.Type.ED25519);
    var ran = diagnose(Tunnel.to(plain).identity(strange.file()));
    assertThat(ran.cause()).isEqualTo("key_rejected");
    assertThat(ran.first().getString("confidence")).isEqualTo("likely");
    assertThat(ran.json().getString("because")).contains("AllowUsers");
  }

  @Test
  void hostKeyUnknownAndChanged() throws IOException {
    var empty = Files.writeString(folder.resolve("empty"), "");
    assertThat(diagnose(Tunnel.to(plain).knowing(empty)).cause()).isEqualTo("host_key_unknown");
    var other = plain.newKey("other", SshKey.Type.ED25519).publicLine();
    var wrong =
        Files.writeString(
            folder.resolve("wrong"), "[127.0.0.1]:" + plain.port() + " " + other + "\n");
    assertThat(diagnose(Tunnel.to(plain).knowing(wrong)).cause()).isEqualTo("host_key_changed");
  }

  @Test
  void hostKeyAlgorithm() {
    try (var old =
        Sshd.setup().hostKeys(SshKey.Type.RSA).config("HostKeyAlgorithms ssh-rsa").start()) {
      assertThat(diagnose(Tunnel.to(old)).cause()).isEqualTo("host_key_algorithm");
    }
  }

  @Test
  void agentEmptyAndGone() throws IOException {
    try (var agent = new SshAgent()) {
      config("Host *", "  IdentityAgent " + agent.socket(), "  IdentityFile none");
      assertThat(diagnose(withoutKeys()).cause()).isEqualTo("agent_empty");
      agent.kill();
      assertThat(diagnose(withoutKeys()).cause()).isEqualTo("agent_unreachable");
    }
  }

  private static Tunnel withoutKeys() {
    var tunnel = Tunnel.to(plain);
    return new Tunnel(tunnel.ssh(), "", tunnel.knownHosts(), "", tunnel.remote());
  }

  // B4: jump hosts

  @Test
  void jumpAliasMissingAndInAnotherCase() throws IOException {
    config("Host bastion", "  HostName 127.0.0.1", "  Port " + plain.port());
    assertThat(diagnose(Tunnel.to(plain).with("jump: [Bastion]")).cause())
        .isEqualTo("jump_alias_case");
    assertThat(diagnose(Tunnel.to(plain).with("jump: [nowhere-at-all]")).cause())
        .isEqualTo("jump_alias_missing");
  }

  @Test
  void jumpRefused() {
    try (var bastion = Sshd.setup().config("AllowTcpForwarding no").start()) {
      bastion.authorise(plain.clientKey());
      assertThat(diagnose(through(bastion, plain.destination())).cause()).isEqualTo("jump_refused");
    }
  }

  @Test
  void jumpUnreachable() {
    var nowhere = plain.user() + "@127.0.0.1:" + Ports.free();
    assertThat(diagnose(through(plain, nowhere)).cause()).isEqualTo("jump_unreachable");
  }

  private static Tunnel through(Sshd bastion, String target) {
    var known = List.of(bastion.knownHosts(), plain.knownHosts());
    var both = known.stream().map(Path::toString).collect(Collectors.joining(", "));
    var tunnel = Tunnel.to(plain);
    return new Tunnel(
        target,
        tunnel.identity(),
        Path.of(both),
        ", jump: [\"" + bastion.destination() + "\"]",
        tunnel.remote());
  }

  @Test
  void forwardingDenied() {
    try (var sshd = Sshd.setup().config("AllowTcpForwarding no").start()) {
      var ran = diagnose(Tunnel.to(sshd));
      assertThat(ran.cause()).isEqualTo("forwarding_denied");
      assertThat(ran.verdict("ssh-auth")).isEqualTo("pass");
    }
  }

  // B5: runtime

  @Test
  void timeoutTooSmall() throws IOException {
    try (var slow = new Relay("127.0.0.1", plain.port())) {
      slow.delay(Duration.ofMillis(400));
      var known =
          Files.writeString(
              folder.resolve("known"),
              "[127.0.0.1]:%d %s\n".formatted(slow.port(), plain.hostKey().publicLine()));
      var tunnel =
          Tunnel.to(plain)
              .ssh(plain.user() + "@127.0.0.1:" + slow.port())
              .knowing(known)
              .with("connect-timeout: 200ms");
      var ran = diagnose(tunnel);
      assertThat(ran.cause()).as(ran.out()).isEqualTo("timeout_too_small");
    }
  }

  @Test
  void authRejectedAfterOneAttempt() throws IOException {
    var token = secret("wrong-token-0123456789-wrong");
    var ran = run("diagnose", gateway.url(), "--token-file", token, "--json");
    assertThat(ran.cause()).isEqualTo("auth_rejected");
    assertThat(ran.verdict("network")).isEqualTo("pass");
    assertThat(ran.verdict("gateway")).isEqualTo("fail");
  }

  // B8: the gateway's operation

  @Test
  void gatewayStopped() {
    assertThat(run("diagnose", "ws://127.0.0.1:" + Ports.free(), "--json").cause())
        .isEqualTo("gateway_stopped");
  }

  @Test
  void gatewayHung() throws IOException {
    try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(run("diagnose", "ws://127.0.0.1:" + mute.getLocalPort(), "--json").cause())
          .isEqualTo("gateway_hung");
    }
  }

  @Test
  void anSshServerIsNoGateway() {
    assertThat(run("diagnose", "ws://127.0.0.1:" + plain.port(), "--json").exit()).isEqualTo(1);
  }

  // the command itself

  @Test
  void deepShowsEveryCommandThatWasRun() {
    var ran = diagnose(Tunnel.to(plain), "--deep");
    assertThat(ran.json().getString("basis")).isEqualTo("deep");
    assertThat(ran.json().getJsonArray("commands"))
        .hasSizeGreaterThan(8)
        .allSatisfy(it -> assertThat(((JsonObject) it).getString("line")).isNotBlank());
  }

  @Test
  void tellsPeopleTheLayersThePictureAndTheFixInTheirLanguage() throws IOException {
    var file = file(Tunnel.to(plain).identity(folder.resolve("no-key")), local);
    var english = run("diagnose", "home", "--config", file);
    assertThat(english.out())
        .contains("LAYERS", "PATH", "<== key_missing", "CAUSE  key_missing (certain)", "evidence:");
    assertThat(run("diagnose", "home", "--config", file, "--lang", "zh").out())
        .contains("原因  key_missing", "私钥文件不存在");
  }

  @Test
  void anUnknownNameIsWrongUse() throws IOException {
    var ran = run("diagnose", "hoem", "--config", file(Tunnel.to(plain), local));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("no gateway is called hoem", "home");
  }

  private Ran diagnose(Tunnel tunnel, Object... more) {
    return diagnoseAt(tunnel, local, more);
  }

  private Ran diagnoseAt(Tunnel tunnel, int at, Object... more) {
    try {
      var words =
          new java.util.ArrayList<Object>(
              List.of("diagnose", "home", "--json", "--config", file(tunnel, at)));
      words.addAll(List.of(more));
      return run(words.toArray());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path file(Tunnel tunnel, int at) throws IOException {
    var identity = tunnel.identity().isEmpty() ? "" : ", identity: \"" + tunnel.identity() + "\"";
    var text =
        """
        agent: {listen: "127.0.0.1:0", data-dir: "%s"}
        gateways:
          - name: home
            url: "ws://127.0.0.1:%d"
            token: "%s"
            tunnel: {ssh: "%s"%s, known-hosts: [%s]%s,
              forwards: [{name: gateway, local: "127.0.0.1:%d", remote: "127.0.0.1:%d"}]}
        """;
    return Files.writeString(
        folder.resolve("lifeguard.yaml"),
        text.formatted(
            folder.resolve("data"),
            at,
            gateway.token(),
            tunnel.ssh(),
            identity,
            tunnel.knownHosts(),
            tunnel.more(),
            at,
            tunnel.remote()));
  }

  private Path secret(String text) throws IOException {
    var file = Files.writeString(folder.resolve("token"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void config(String... lines) throws IOException {
    Files.createDirectories(folder.resolve(".ssh"));
    Files.writeString(folder.resolve(".ssh/config"), String.join("\n", lines) + "\n");
  }

  private static void hangUp(ServerSocket mute) {
    try {
      while (!mute.isClosed()) mute.accept().close();
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private static Ran run(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    var exit =
        Lifeguard.line(words)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }
}

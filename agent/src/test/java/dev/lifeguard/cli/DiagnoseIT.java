package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Sshd;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The command itself, on a way to a real gateway. What can break on it is shown beside. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DiagnoseIT {
  private static Sshd plain;
  private static OpenClaw gateway;

  @RegisterExtension final HomeFolder home = new HomeFolder();

  @BeforeAll
  static void start() {
    plain = Sshd.plain();
    gateway = OpenClaw.shared();
  }

  @AfterAll
  static void stop() {
    plain.close();
  }

  private static WrittenTunnel carrying() {
    return WrittenTunnel.to(plain).remote(gateway.port());
  }

  @Test
  void nothingIsWrongOnAWayThatCarries() {
    var ran = carrying().diagnose(home);
    assertThat(ran.cause()).as(ran.out()).isEqualTo("none");
    assertThat(ran.exit()).isZero();
    for (var layer : List.of("network", "ssh-auth", "forward", "tunnel", "gateway"))
      assertThat(ran.verdict(layer)).as(layer).isIn("pass", "warn");
  }

  @Test
  void anyGatewayIsDiagnosedByItsUrl() {
    var token = home.secret("token", gateway.token());
    var ran = Ran.of("diagnose", gateway.url(), "--token-file", token, "--json");
    assertThat(ran.cause()).as(ran.out()).isEqualTo("none");
    assertThat(ran.exit()).isZero();
  }

  /** Others may run on this host, which a test cannot see to: none of them ever answered here. */
  @Test
  void remotePortWrongNamesTheRightOne() {
    var ran = WrittenTunnel.to(plain).remote(Ports.free()).diagnose(home);
    assertThat(ran.cause()).as(ran.out()).isEqualTo("remote_port_wrong");
    assertThat(ran.out()).contains("a gateway answers on port " + gateway.port() + " over there");
    assertThat(ran.json().getJsonArray("commands")).isNotEmpty();
  }

  @Test
  void authRejectedAfterOneAttempt() {
    var token = home.secret("token", "wrong-token-0123456789-wrong");
    var ran = Ran.of("diagnose", gateway.url(), "--token-file", token, "--json");
    assertThat(ran.cause()).isEqualTo("auth_rejected");
    assertThat(ran.verdict("network")).isEqualTo("pass");
    assertThat(ran.verdict("gateway")).isEqualTo("fail");
  }

  @Test
  void gatewayStopped() {
    assertThat(Ran.of("diagnose", "ws://127.0.0.1:" + Ports.free(), "--json").cause())
        .isEqualTo("gateway_stopped");
  }

  @Test
  void gatewayHung() throws IOException {
    try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(Ran.of("diagnose", "ws://127.0.0.1:" + mute.getLocalPort(), "--json").cause())
          .isEqualTo("gateway_hung");
    }
  }

  @Test
  void anSshServerIsNoGateway() {
    assertThat(Ran.of("diagnose", "ws://127.0.0.1:" + plain.port(), "--json").exit()).isEqualTo(1);
  }

  @Test
  void deepWalksTheRunbookInOrderAndShowsEveryCommandThatWasRun() {
    var ran = carrying().diagnose(home, "--deep");
    assertThat(ran.json().getString("basis")).isEqualTo("deep");
    assertThat(ran.json().getJsonArray("commands"))
        .hasSizeGreaterThan(8)
        .allSatisfy(it -> assertThat(((JsonObject) it).getString("line")).isNotBlank());
    assertThat(Ran.objects(ran.json().getJsonArray("layers")))
        .extracting(it -> it.getString("check"), it -> it.getString("verdict"))
        .containsSubsequence(
            tuple("1 process", "pass"),
            tuple("2 port and bind", "pass"),
            tuple("3 authentication", "pass"));
    assertThat(ran.out()).contains("127.0.0.1:" + gateway.port());
    assertThat(ran.exit()).as(ran.out()).isZero();
  }

  @Test
  void tellsPeopleTheLayersThePictureAndTheFixInTheirLanguage() {
    var file = WrittenTunnel.to(plain).identity(home.resolve("no-key")).file(home);
    var english = Ran.of("diagnose", "home", "--config", file);
    assertThat(english.out())
        .contains("LAYERS", "PATH", "<== key_missing", "CAUSE  key_missing (certain)", "evidence:");
    assertThat(Ran.of("diagnose", "home", "--config", file, "--lang", "zh").out())
        .contains("原因  key_missing (确定)", "私钥文件不存在", "失败");
  }

  @Test
  void anUnknownNameIsWrongUse() {
    var ran = Ran.of("diagnose", "hoem", "--config", WrittenTunnel.to(plain).file(home));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("no gateway is called hoem", "home");
  }

  @Test
  void walksEveryPathAndNamesTheFirstThatServes() {
    var dead = "ws://127.0.0.1:" + Ports.free();
    var file =
        home.write(
            "paths.yaml",
            """
            agent: {listen: "127.0.0.1:0", data-dir: "%s"}
            gateways:
              - name: home
                token: "%s"
                paths:
                  - {name: dead, url: "%s"}
                  - {name: direct, url: "%s"}
            """
                .formatted(home.resolve("data"), gateway.token(), dead, gateway.url()));
    var ran = Ran.of("diagnose", "home", "--json", "--config", file);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.json().getString("pathName")).isEqualTo("dead");
    assertThat(ran.cause()).isEqualTo("gateway_stopped");
    assertThat(Ran.objects(ran.json().getJsonArray("paths")))
        .extracting(it -> it.getString("name") + " " + it.getBoolean("serves"))
        .containsExactly("dead false", "direct true");
    assertThat(Ran.of("diagnose", "home", "--config", file).out())
        .contains("home  on path direct: nothing is wrong", "first that serves: direct");
  }
}

package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Authority;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.NetNs;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.ProviderStandIn;
import dev.lifeguard.peer.TelegramStandIn;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What only a gateway of its own can show: an edge with TLS, its start, its channels, its end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DiagnoseGatewayIT {
  @TempDir static Path folder;

  private final TelegramStandIn telegram = new TelegramStandIn();
  private final ProviderStandIn provider = new ProviderStandIn();
  private final NetNs edge = new NetNs();
  private final Folder certificates = new Folder("authority");
  private final Set<String> atTheStart = new LinkedHashSet<>();
  private final String home = System.getProperty("user.home");
  private OpenClaw local;
  private OpenClaw far;
  private Path token;
  private String fingerprint;

  @BeforeAll
  void start() throws Exception {
    System.setProperty("user.home", folder.toString()); // where our device key is kept
    local = OpenClaw.setup().telegram(telegram).provider(provider).launch();
    token = Files.writeString(folder.resolve("token"), local.token());
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Await.until(
        "the gateway is well",
        Duration.ofSeconds(120),
        () -> {
          atTheStart.add(diagnosed());
          return atTheStart.contains("none");
        },
        () -> atTheStart + local.output());
  }

  @AfterAll
  void stop() {
    System.setProperty("user.home", home);
    if (far != null) far.close();
    local.close();
    telegram.close();
    provider.close();
    edge.close();
    certificates.close();
  }

  @Test
  @Order(1)
  void aStartIsNoFault() {
    assertThat(atTheStart).contains("gateway_stopped", "gateway_starting", "none");
  }

  @Test
  @Order(2)
  void providerUnreachable() {
    provider.refuse();
    awaitCause("provider_unreachable");
    provider.ok();
    awaitCause("none");
  }

  @Test
  @Order(3)
  void channelBlocked() {
    telegram.unauthorized();
    awaitCause("channel_blocked");
  }

  @Test
  @Order(4)
  void anEdgeIsToldApartByCertificateAndDevice() throws Exception {
    var server = certify();
    assertThat(edge("--tls-fingerprint", "00".repeat(32))).isEqualTo("pin_mismatch");
    assertThat(edge()).isEqualTo("certificate_untrusted");
    assertThat(edge("--tls-fingerprint", fingerprint)).as(server).isEqualTo("pairing_required");
  }

  @Test
  @Order(5)
  void aStoppedGatewayHasNoProcess() {
    local.terminate();
    local.awaitExit(Duration.ofSeconds(30));
    assertThat(diagnosed()).isEqualTo("gateway_stopped");
  }

  private String certify() throws Exception {
    var server = new Authority(certificates).server(edge.address());
    var tls =
        new JsonObject()
            .put("enabled", true)
            .put("certPath", server.certificate().toString())
            .put("keyPath", server.key().toString());
    far =
        OpenClaw.setup()
            .on(edge)
            .config(new JsonObject().put("gateway", new JsonObject().put("tls", tls)))
            .launch();
    Await.until(
        "the gateway is ready",
        Duration.ofSeconds(120),
        () -> far.output().contains("startup outcomes"),
        far::output);
    var digest = MessageDigest.getInstance("SHA-256").digest(server.content().getEncoded());
    fingerprint = HexFormat.of().formatHex(digest);
    return far.output();
  }

  private String edge(String... options) {
    var url = "wss://" + edge.address() + ":" + far.port();
    var words = new java.util.ArrayList<String>();
    words.addAll(java.util.List.of("diagnose", url, "--json", "--token-file", token.toString()));
    words.addAll(java.util.List.of(options));
    return run(words.toArray(String[]::new));
  }

  private void awaitCause(String cause) {
    var last = new LinkedHashSet<String>();
    Await.until(
        cause,
        Duration.ofSeconds(30),
        () -> {
          last.add(diagnosed());
          return last.contains(cause);
        },
        last::toString);
  }

  private String diagnosed() {
    return run("diagnose", local.url().toString(), "--json", "--token-file", token.toString());
  }

  private static String run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    Lifeguard.line(words)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
    return new JsonObject(out.toString()).getString("cause");
  }
}

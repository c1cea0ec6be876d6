package dev.lifeguard.probe.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewayEvent.Identified;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.Backend;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import dev.lifeguard.tunnel.Workbench;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardProbeIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static Sshd sshd;
  private final Workbench bench = new Workbench();
  @TempDir Path folder;

  @BeforeAll
  static void startServer() {
    sshd = Sshd.plain();
  }

  @AfterAll
  static void stopServer() {
    if (sshd != null) sshd.close();
  }

  @AfterEach
  void end() {
    bench.close();
  }

  @Test
  void passesWhenAGatewayAnswersThroughTheTunnel() throws Exception {
    try (var gateway = answering("{\"ok\":true,\"status\":\"live\"}")) {
      var outcome = look(gateway.at(), Expect.GATEWAY);
      assertThat(outcome).isInstanceOf(ProbeOutcome.Passed.class);
      assertThat(outcome.timing().phases())
          .extracting(ProbeOutcome.Phase::name)
          .containsExactly("open", "answer");
      assertThat(value(outcome, Fact.TUNNEL_UP)).isEqualTo(FactValue.of(true));
      assertThat(value(outcome, Fact.FORWARD_BIND_SUCCESS_RATE)).isEqualTo(FactValue.of(1));
    }
  }

  @Test
  void isNotImpressedByALocalPortThatAccepts() throws Exception {
    var gone = Backend.echo();
    gone.close();
    var outcome = look(gone.at(), Expect.OPEN);
    try (var user = new Socket("127.0.0.1", bench.portOf("one"))) {
      assertThat(user.isConnected()).isTrue();
    }
    assertThat(reason(outcome)).isEqualTo(Reason.DESTINATION_REFUSED);
    assertThat(value(outcome, Fact.TUNNEL_UP)).isEqualTo(FactValue.of(false));
    assertThat(value(outcome, Fact.FORWARD_BIND_SUCCESS_RATE)).isEqualTo(FactValue.of(0));
  }

  @Test
  void tellsAForbiddenForwardFromADeadDestination() throws Exception {
    try (var strict = Sshd.setup().config("AllowTcpForwarding no").start();
        var echo = Backend.echo()) {
      assertThat(reason(look(strict, forward(0, echo.at(), Expect.OPEN))))
          .isEqualTo(Reason.FORWARDING_DENIED);
    }
  }

  @Test
  void blamesWhoTakesTheConnectionAndSaysNothingAndNotTheWayThatOpenedIt() throws Exception {
    var over = new CountDownLatch(1);
    try (var silent = new Backend(_ -> await(over))) {
      var gateway = probe(sshd, forward(0, silent.at(), Expect.GATEWAY), Duration.ofSeconds(1));
      assertThat(reason(gateway.look())).isEqualTo(Reason.GATEWAY_HUNG);
      var other = probe(sshd, forward(0, silent.at(), Expect.BANNER), Duration.ofSeconds(1));
      assertThat(reason(other.look())).isEqualTo(Reason.STALLED);
      over.countDown();
    }
  }

  @Test
  void recognisesWhatIsNoGateway() throws Exception {
    try (var other = answering("<html>it works</html>")) {
      assertThat(reason(look(other.at(), Expect.GATEWAY))).isEqualTo(Reason.NOT_A_GATEWAY);
      assertThat(look(other.at(), Expect.HTTP)).isInstanceOf(ProbeOutcome.Passed.class);
    }
  }

  @Test
  void takesAnyFirstWordWhereABannerIsExpected() throws Exception {
    var outcome = look(Endpoint.of(sshd.host(), sshd.port()), Expect.BANNER);
    assertThat(outcome).isInstanceOf(ProbeOutcome.Passed.class);
  }

  @Test
  void findsTheStrangerOnTheOtherLoopbackFamily() throws Exception {
    try (var gateway = answering("{\"ok\":true,\"status\":\"live\"}");
        var squatter = new ServerSocket(0, 50, InetAddress.getByName("::1"))) {
      var forward = forward(squatter.getLocalPort(), gateway.at(), Expect.GATEWAY);
      var outcome = look(sshd, forward);
      assertThat(reason(outcome)).isEqualTo(Reason.IMPOSTOR);
      assertThat(((ProbeOutcome.Failed) outcome).failure().detail())
          .contains("process " + ProcessHandle.current().pid())
          .contains("[::1]:" + squatter.getLocalPort());
    }
  }

  @Test
  void knowsItsOwnListenerOnTheSamePort() throws Exception {
    try (var gateway = answering("{\"ok\":true,\"status\":\"live\"}")) {
      var port = dev.lifeguard.peer.Ports.free();
      assertThat(look(sshd, forward(port, gateway.at(), Expect.GATEWAY)))
          .isInstanceOf(ProbeOutcome.Passed.class);
    }
  }

  @Test
  void isNotUpWhenAnotherGatewayThanBeforeAnswers() throws Exception {
    try (var gateway = answering("{\"ok\":true,\"status\":\"live\"}")) {
      var port = dev.lifeguard.peer.Ports.free();
      var probe = probe(sshd, forward(port, gateway.at(), Expect.GATEWAY), TIMEOUT);
      identified(port, "the-first-one");
      dev.lifeguard.peer.Await.until(
          "it is known",
          () -> looked(probe) instanceof ProbeOutcome.Passed && folder.toFile().list().length > 0);
      identified(port, "another-one");
      dev.lifeguard.peer.Await.until(
          "it is noticed", () -> looked(probe) instanceof ProbeOutcome.Failed);
      var outcome = looked(probe);
      assertThat(reason(outcome)).isEqualTo(Reason.IMPOSTOR);
      assertThat(value(outcome, Fact.TUNNEL_UP)).isEqualTo(FactValue.of(false));
    }
  }

  private void identified(int port, String device) {
    var url = URI.create("ws://127.0.0.1:" + port);
    bench.bus.publish(new Identified("home", url, device, bench.time.now()));
  }

  @Test
  void saysWhyTheTunnelHasNoSession() throws Exception {
    try (var echo = Backend.echo();
        var away = Sshd.plain()) {
      var probe = probe(away, forward(0, echo.at(), Expect.OPEN), TIMEOUT);
      away.stop();
      bench.awaitState("reconnecting");
      dev.lifeguard.peer.Await.until("it knows why", () -> reason(looked(probe)) == Reason.REFUSED);
      assertThat(value(looked(probe), Fact.TUNNEL_UP)).isEqualTo(FactValue.of(false));
    }
  }

  @Test
  void goesThroughTheLocalPortOfATunnelThatSomebodyElseKeeps() throws Exception {
    try (var gateway = answering("{\"ok\":true,\"status\":\"live\"}")) {
      var watched =
          new Forward("main", Direction.LOCAL, gateway.at(), gateway.at(), Expect.GATEWAY);
      var settings = new TunnelSettings.External("one", watched, List.of());
      bench.keep(settings);
      bench.awaitState("active");
      assertThat(probe(settings, TIMEOUT).look()).isInstanceOf(ProbeOutcome.Passed.class);
    }
  }

  @Test
  void goesRoundThroughTheServerForARemoteForward() throws Exception {
    try (var gateway = answering("{\"ok\":true,\"status\":\"live\"}")) {
      var forward =
          new Forward(
              "back", Direction.REMOTE, gateway.at(), Endpoint.of("127.0.0.1", 0), Expect.GATEWAY);
      assertThat(look(sshd, forward)).isInstanceOf(ProbeOutcome.Passed.class);
    }
  }

  @Test
  void passesThroughARealGateway() throws Exception {
    Peers.require(Peer.OPENCLAW);
    var gateway = dev.lifeguard.peer.OpenClaw.shared();
    var outcome = look(Endpoint.of(gateway.host(), gateway.port()), Expect.GATEWAY);
    assertThat(outcome).isInstanceOf(ProbeOutcome.Passed.class);
  }

  private ProbeOutcome look(Endpoint to, Expect expect) throws InterruptedException {
    return look(sshd, forward(0, to, expect));
  }

  private ProbeOutcome look(Sshd through, Forward forward) throws InterruptedException {
    return probe(through, forward, TIMEOUT).look();
  }

  private ForwardProbe probe(Sshd through, Forward forward, Duration timeout) {
    var settings = new TunnelSettings.Kept("one", Workbench.ssh(through), List.of(forward), false);
    bench.keep(settings);
    bench.awaitState("active");
    bench.portOf("one");
    return probe(settings, timeout);
  }

  private ForwardProbe probe(TunnelSettings settings, Duration timeout) {
    var target = ForwardTarget.of(Workbench.id("one"), settings).getFirst();
    var known = new KnownGateways(bench.bus, folder.resolve("known_gateways"));
    return new ForwardProbe(
        target, timeout, new ForwardProbe.Means(bench.tunnels, known, bench.time));
  }

  private static ProbeOutcome looked(ForwardProbe probe) {
    try {
      return probe.look();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Forward forward(int port, Endpoint to, Expect expect) {
    return new Forward("main", Direction.LOCAL, Endpoint.of("127.0.0.1", port), to, expect);
  }

  private static FactValue value(ProbeOutcome outcome, Fact fact) {
    return outcome.readings().stream()
        .filter(reading -> reading.fact() == fact)
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static Reason reason(ProbeOutcome outcome) {
    assertThat(outcome).isInstanceOf(ProbeOutcome.Failed.class);
    return ((ProbeOutcome.Failed) outcome).failure().reason();
  }

  /** An HTTP server that gives everybody the same page. */
  private static Backend answering(String page) {
    return new Backend(
        client -> {
          var in = client.getInputStream();
          var asked = new StringBuilder();
          while (!asked.toString().endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) return;
            asked.append((char) next);
          }
          var head = "HTTP/1.1 200 OK\r\nContent-Length: " + page.length() + "\r\n\r\n";
          client.getOutputStream().write((head + page).getBytes(StandardCharsets.US_ASCII));
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

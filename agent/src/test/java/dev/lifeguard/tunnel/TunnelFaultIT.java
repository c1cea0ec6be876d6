package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Relay;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import dev.lifeguard.tunnel.TunnelEvent.ConnectionCut;
import dev.lifeguard.tunnel.TunnelEvent.StateChanged;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users of a tunnel see while its SSH server fails in one way or another. */
class TunnelFaultIT {
  private final Sshd sshd = Sshd.plain();
  private final Backend echo = Backend.echo();
  private Workbench bench;

  @BeforeEach
  void begin() {
    bench = new Workbench();
  }

  @AfterEach
  void end() {
    bench.close();
    echo.close();
    sshd.close();
  }

  @Test
  void resetsWhatIsUnderWayAndServesWhoComesWhileTheSessionIsReplaced() throws Exception {
    var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
    try (var before = new Client(port)) {
      assertThat(before.ask("ping")).isEqualTo("ping");
      sshd.killSessions();
      assertThat(before.ending()).as("not an end that could be taken for one").isEqualTo("reset");
      try (var meanwhile = new Client(port)) {
        assertThat(meanwhile.ask("pong")).isEqualTo("pong");
      }
    }
    var cut = bench.next(ConnectionCut.class, _ -> true);
    assertThat(cut.why().reason()).isEqualTo(Reason.CLOSED_BY_SERVER);
    assertThat(bench.view("one").recentReconnects()).isEqualTo(1);
  }

  @Test
  void holdsConnectionsThroughAnOutageAndSaysWhyMeanwhile() throws Exception {
    var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
    sshd.stop();
    bench.awaitState("reconnecting");
    Await.until("it knows why", () -> lastReason() == Reason.REFUSED);
    try (var first = new Client(port);
        var second = new Client(port)) {
      var answers =
          List.of(
              CompletableFuture.supplyAsync(() -> ask(first, "one")),
              CompletableFuture.supplyAsync(() -> ask(second, "two")));
      Await.until("both wait", () -> bench.forward("one").connections().held() == 2);
      sshd.start();
      assertThat(answers.get(0).get(20, TimeUnit.SECONDS)).isEqualTo("one");
      assertThat(answers.get(1).get(20, TimeUnit.SECONDS)).isEqualTo("two");
    }
    assertThat(bench.forward("one").connections().cut()).isZero();
  }

  @Test
  void resetsWhoHasWaitedTenSecondsInsteadOfLeavingThemInSilence() throws Exception {
    var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
    sshd.stop();
    bench.awaitState("reconnecting");
    var start = System.nanoTime();
    try (var client = new Client(port)) {
      assertThat(client.ending()).isEqualTo("reset");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(9));
    assertThat(bench.next(ConnectionCut.class, _ -> true).why().reason()).isEqualTo(Reason.TIMEOUT);
  }

  @Test
  void comesBackWithinSecondsHoweverLongTheServerWasAway() {
    bench.keepOne(Workbench.ssh(sshd), echo.at());
    sshd.stop();
    bench.awaitState("reconnecting");
    bench.next(TunnelEvent.AttemptFailed.class, failed -> failed.failures() >= 6);
    sshd.start();
    var start = System.nanoTime();
    bench.awaitState("active");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void noticesASilentServerByItsKeepaliveAndServesItsUsersLater() throws Exception {
    var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
    sshd.suspend();
    try (var client = new Client(port)) {
      var answer = CompletableFuture.supplyAsync(() -> ask(client, "late"));
      bench.awaitState("reconnecting");
      assertThat(lastReason()).isEqualTo(Reason.KEEPALIVE_LOST);
      sshd.resume();
      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("late");
    }
    bench.awaitState("active");
  }

  @Test
  void outlivesAPathThatIsSilentForAMoment() throws Exception {
    try (var relay = new Relay(sshd.host(), sshd.port())) {
      var port = bench.keepOne(through(relay, new Keepalive(Duration.ofSeconds(5), 2)), echo.at());
      relay.silence();
      try (var client = new Client(port)) {
        var answer = CompletableFuture.supplyAsync(() -> ask(client, "patience"));
        Await.until("it waits", () -> bench.forward("one").connections().open() == 1);
        relay.speak();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("patience");
      }
      assertThat(bench.view("one").recentReconnects()).isZero();
    }
  }

  @Test
  void noticesAHalfOpenPathAtOnceWhenAUserWaitsForIt() throws Exception {
    try (var relay = new Relay(sshd.host(), sshd.port())) {
      var port = bench.keepOne(through(relay, new Keepalive(Duration.ofMinutes(5), 2)), echo.at());
      relay.silence();
      try (var client = new Client(port)) {
        var answer = CompletableFuture.supplyAsync(() -> ask(client, "hurry"));
        bench.awaitState("reconnecting"); // minutes before the keepalive would tell
        relay.speak();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("hurry");
      }
    }
  }

  @Test
  void waitsWithoutDiallingWhileTheHostKeyIsAnotherOneAndGoesOnOnceItIsKnown() {
    var ssh = Workbench.ssh(sshd);
    bench.keepOne(ssh, echo.at());
    sshd.stop();
    sshd.changeHostKeys();
    sshd.start();
    bench.awaitState("failed");
    assertThat(lastReason()).isEqualTo(Reason.HOST_KEY_CHANGED);
    var taken = sshd.connectionsTaken();
    bench.next(StateChanged.class, changed -> changed.to() instanceof TunnelState.Failed);
    sshd.knownHosts();
    bench.awaitState("active");
    assertThat(sshd.connectionsTaken()).as("only the one that succeeded").isEqualTo(taken + 1);
  }

  @Test
  void waitsForAnotherKeyAfterTheServerRefusedThisOne() throws Exception {
    var stranger = sshd.newKey("stranger", SshKey.Type.ED25519);
    var ssh =
        Workbench.ssh(
            sshd.destination(),
            stranger.file(),
            sshd.knownHosts(),
            new Keepalive(Duration.ofSeconds(5), 2));
    bench.keep(new TunnelSettings.Kept("one", ssh, List.of(Workbench.local(0, echo.at())), false));
    bench.awaitState("failed");
    assertThat(lastReason()).isEqualTo(Reason.KEY_REJECTED);
    replace(sshd.clientKey(), stranger);
    bench.awaitState("active");
  }

  @Test
  void triesAPermanentFailureAgainWhenAPersonAsksForIt() {
    sshd.forgetKeys();
    bench.keep(
        new TunnelSettings.Kept(
            "one", Workbench.ssh(sshd), List.of(Workbench.local(0, echo.at())), false));
    bench.awaitState("failed");
    sshd.authorise(sshd.clientKey());
    Workbench.await(bench.tunnels.restart(Workbench.id("one")));
    bench.awaitState("active");
  }

  @Test
  void namesWhoHoldsThePortAndTakesItOnceItIsFree() throws Exception {
    int port;
    try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = squatter.getLocalPort();
      bench.keep(
          new TunnelSettings.Kept(
              "one", Workbench.ssh(sshd), List.of(Workbench.local(port, echo.at())), false));
      var broken =
          bench.next(
              TunnelEvent.ForwardChanged.class,
              changed -> changed.to() instanceof ForwardStatus.Broken);
      var why = ((ForwardStatus.Broken) broken.to()).why();
      assertThat(why.reason()).isEqualTo(Reason.PORT_TAKEN);
      assertThat(why.detail()).contains("process " + ProcessHandle.current().pid());
    }
    assertThat(bench.portOf("one")).isEqualTo(port);
    bench.awaitState("active");
    assertThat(ask(new Client(port), "mine")).isEqualTo("mine");
  }

  private Reason lastReason() {
    return bench.view("one").state().life().last().orElseThrow().reason();
  }

  private dev.lifeguard.ssh.config.SshSettings through(Relay relay, Keepalive keepalive)
      throws Exception {
    var known = Files.readString(sshd.knownHosts());
    var file =
        sshd.folder().write("known_relay", known.replace(":" + sshd.port(), ":" + relay.port()));
    return Workbench.ssh(
        sshd.user() + "@" + relay.host() + ":" + relay.port(),
        sshd.clientKey().file(),
        file,
        keepalive);
  }

  private static void replace(SshKey good, SshKey bad) throws Exception {
    Files.copy(good.publicFile(), bad.publicFile(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        good.file(),
        bad.file(),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(Folder.read(bad.file())).isEqualTo(Folder.read(good.file()));
  }

  private static String ask(Client client, String word) {
    try {
      return client.ask(word);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}

package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.NetNs;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.tunnel.TunnelEvent.StateChanged;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tunnels over longer paths, and over paths that drop what is sent. */
class TunnelPathIT {
  private final Workbench bench = new Workbench();

  @AfterEach
  void end() {
    bench.close();
  }

  @Test
  void comesBackWhicheverHopOfAJumpChainDies() throws Exception {
    try (var first = Sshd.plain();
        var second = Sshd.plain();
        var target = Sshd.plain();
        var echo = Backend.echo()) {
      var port = bench.keepOne(through(first, second, target), echo.at());
      for (var hop : List.of(first, second, target)) {
        hop.killSessions();
        try (var client = new Client(port)) {
          assertThat(client.ask("past " + hop.port())).isEqualTo("past " + hop.port());
        }
      }
      assertThat(bench.view("one").recentReconnects()).isEqualTo(3);
    }
  }

  @Test
  void servesWhoCameWhileThePathDroppedEverything() throws Exception {
    try (var there = new NetNs();
        var sshd = Sshd.setup().on(there).start()) {
      var port = bench.keepOne(Workbench.ssh(sshd), Endpoint.of(sshd.host(), sshd.port()));
      there.drop();
      var lost = bench.next(StateChanged.class, it -> it.to() instanceof TunnelState.Reconnecting);
      assertThat(lost.to().life().last().orElseThrow().reason()).isEqualTo(Reason.KEEPALIVE_LOST);
      try (var client = new Client(port)) {
        var banner = CompletableFuture.supplyAsync(() -> banner(client));
        Await.until("the client waits", () -> bench.forward("one").connections().held() == 1);
        there.heal();
        assertThat(banner.get(20, TimeUnit.SECONDS)).isEqualTo("SSH-2.0");
      }
    }
  }

  @Test
  void saysWhenSomethingElseThanSshHasTakenTheServersPortAndGoesOnByItself() throws Exception {
    try (var sshd = Sshd.plain();
        var echo = Backend.echo()) {
      var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
      sshd.stop();
      try (var _ = new Backend(TunnelPathIT::talkMail, sshd.port())) {
        Await.until("it knows why", () -> reason() == Reason.NOT_SSH);
        assertThat(bench.view("one").state().word()).isEqualTo("reconnecting");
      }
      sshd.start();
      bench.awaitState("active");
      try (var client = new Client(port)) {
        assertThat(client.ask("ping")).isEqualTo("ping");
      }
    }
  }

  private static void talkMail(Socket client) throws IOException {
    client
        .getOutputStream()
        .write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private Reason reason() {
    return bench.view("one").state().life().last().orElseThrow().reason();
  }

  private static String banner(Client client) {
    try {
      return new String(client.socket().getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last one is the target; all of them let the first one's key in and are known. */
  private static SshSettings through(Sshd first, Sshd second, Sshd target) {
    var known = new StringBuilder();
    for (var server : List.of(first, second, target)) {
      server.authorise(first.clientKey());
      known.append("[127.0.0.1]:%d %s\n".formatted(server.port(), server.hostKey().publicLine()));
    }
    var direct = Workbench.ssh(target);
    return new SshSettings(
        target.destination(),
        List.of(first.destination(), second.destination()),
        List.of(first.clientKey().file()),
        direct.passphrase(),
        direct.password(),
        direct.hostKeyPolicy(),
        List.of(target.folder().write("known", known.toString())),
        direct.connectTimeout(),
        direct.keepalive());
  }
}

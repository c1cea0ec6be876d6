package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.StandIn;
import dev.lifeguard.peer.Authority;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.NetNs;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.Relay;
import dev.lifeguard.peer.Sshd;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is used up, late or lost: ports, rights, time, processor, memory, packets. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DiagnoseStrainIT {
  private static Sshd plain;

  private final Vertx vertx = Vertx.vertx();

  @RegisterExtension final HomeFolder home = new HomeFolder();

  @BeforeAll
  static void start() {
    plain = Sshd.plain();
  }

  @AfterAll
  static void stop() {
    plain.close();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** The user has lost the right that root has by itself. */
  @Test
  void bindDenied() {
    var tunnel = WrittenTunnel.to(plain).local(81);
    var ran =
        Ran.elsewhere(
            launch -> prefixed(launch, "setpriv", "--bounding-set", "-net_bind_service"),
            "diagnose",
            "home",
            "--json",
            "--config",
            tunnel.file(home));
    assertThat(ran.cause()).as(ran.out()).isEqualTo("bind_denied");
    assertThat(ran.evidence()).contains("127.0.0.1:81");
    assertThat(ran.verdict("network")).isEqualTo("unknown");
  }

  /** That host has two ports to connect from, and both lead to this server already. */
  @Test
  void exhausted() throws IOException {
    try (var elsewhere = new NetNs();
        var server = new ServerSocket(0, 50, InetAddress.getByName(elsewhere.hostAddress()))) {
      elsewhere.runInside("sysctl", "-qw", "net.ipv4.ip_local_port_range=40000 40001");
      var place = elsewhere.hostAddress() + "/" + server.getLocalPort();
      var both =
          "exec 3<>/dev/tcp/%s && exec 4<>/dev/tcp/%s && echo held && sleep 60"
              .formatted(place, place);
      var launch = Program.Launch.of(new Folder("holder"), "bash", "-c", both);
      try (var holder = Program.start(elsewhere.inside(launch))) {
        holder.awaitReady(Duration.ofSeconds(10), () -> holder.log().contains("held"));
        var ran =
            Ran.elsewhere(
                elsewhere::inside, "diagnose", "root@" + place.replace('/', ':'), "--json");
        assertThat(ran.cause()).as(ran.out()).isEqualTo("exhausted");
        assertThat(ran.picture()).contains("this machine fail");
      }
    }
  }

  /** Of an authority that nobody here knows, as most are: renewing it is due all the same. */
  @Test
  void certificateExpired() {
    var server = new Authority(new Folder("authority")).expiredServer("127.0.0.1");
    var keys =
        new PemKeyCertOptions()
            .setCertPath(server.certificate().toString())
            .setKeyPath(server.key().toString());
    var port =
        vertx
            .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(keys))
            .requestHandler(request -> request.response().end())
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    var ran = Ran.of("diagnose", "wss://127.0.0.1:" + port, "--json");
    assertThat(ran.cause()).as(ran.out()).isEqualTo("certificate_expired");
  }

  /** Every chunk of the login is late by a tenth of a second, each way. */
  @Test
  void slowPath() {
    try (var relay = new Relay("127.0.0.1", plain.port())) {
      relay.delay(Duration.ofMillis(100));
      home.sshConfig(
          "Host late",
          "  HostName 127.0.0.1",
          "  Port " + relay.port(),
          "  HostKeyAlias [127.0.0.1]:" + plain.port(),
          "  UserKnownHostsFile " + plain.knownHosts(),
          "  IdentityFile " + plain.clientKey().file());
      home.write("quick.yaml", "layers: [{name: ssh-auth, check: ssh_auth_time <= 300ms}]\n");
      var config =
          home.write(
              "lifeguard.yaml",
              """
              agent: {listen: "127.0.0.1:0", data-dir: "%s"}
              gateways: [{name: home, url: "ws://127.0.0.1:18789"}]
              rules: [quick.yaml]
              """
                  .formatted(home.resolve("data")));
      var ran = Ran.of("diagnose", "late", "--json", "--config", config);
      assertThat(ran.cause()).as(ran.out()).isEqualTo("slow_path");
      assertThat(ran.verdict("ssh-auth")).isEqualTo("warn");
    }
  }

  /** A slow gateway on a host whose kernel says this of itself; the figures are staged. */
  @ParameterizedTest
  @CsvSource({"9.00, 8000000, overload_cpu", "0.10, 100000, overload_memory"})
  void overloadOfTheHost(String load, String available, String cause) {
    var loadavg = home.write("loadavg", load + " " + load + " " + load + " 3/238 26720\n");
    var meminfo =
        home.write("meminfo", "MemTotal: 16000000 kB\nMemAvailable: %s kB\n".formatted(available));
    var staged =
        "mount --bind %s /proc/loadavg && mount --bind %s /proc/meminfo && exec \"$@\""
            .formatted(loadavg, meminfo);
    var token = home.secret("token", WrittenTunnel.TOKEN);
    try (var gateway = StandIn.living(vertx, this::slowly)) {
      var ran =
          Ran.elsewhere(
              launch -> prefixed(launch, "unshare", "-m", "sh", "-c", staged, "sh"),
              "diagnose",
              gateway.url(),
              "--deep",
              "--json",
              "--token-file",
              token);
      assertThat(ran.cause()).as(ran.out()).isEqualTo(cause);
    }
  }

  private void slowly(ServerWebSocket socket) {
    socket.textMessageHandler(
        text -> {
          var frame = new JsonObject(text);
          var id = frame.getString("id");
          if (frame.getString("method").equals("connect"))
            socket.writeTextMessage(StandIn.hello(id).encode());
          else
            vertx.setTimer(
                1300,
                _ ->
                    socket.writeTextMessage(
                        StandIn.answer(id, new JsonObject().put("ok", true)).encode()));
        });
    socket.writeTextMessage(StandIn.challenge().encode());
  }

  /** Something was carried to us from over there while one packet of seven was lost. */
  @Test
  void packetLoss() throws Exception {
    try (var elsewhere = new NetNs();
        var sshd = Sshd.setup().on(elsewhere).start();
        var client = HttpClient.newHttpClient()) {
      var port = Ports.free();
      try (var page = Program.start(page(elsewhere, port))) {
        page.awaitReady(Duration.ofSeconds(10), () -> page.log().contains("Serving"));
        var url = URI.create("http://%s:%d/block".formatted(elsewhere.address(), port));
        var request = HttpRequest.newBuilder(url).build();
        elsewhere.loseOfTheirs(14);
        try {
          assertThat(client.send(request, BodyHandlers.ofByteArray()).body()).hasSize(BLOCK);
        } finally {
          elsewhere.loseNoneOfTheirs();
        }
        var ran = login(sshd, "--deep");
        assertThat(ran.cause()).as(ran.out()).isEqualTo("packet_loss");
        assertThat(ran.evidence()).contains("segments were sent again");
      }
    }
  }

  private static final int BLOCK = 3_000_000;

  private static Program.Launch page(NetNs host, int port) throws IOException {
    var folder = new Folder("page");
    Files.write(folder.resolve("block"), new byte[BLOCK]);
    var java = Path.of(System.getProperty("java.home"), "bin/java");
    var words =
        new Object[] {
          java, "-m", "jdk.httpserver", "-b", host.address(), "-p", port, "-d", folder.path()
        };
    return host.inside(Program.Launch.of(folder, words));
  }

  private Ran login(Sshd sshd, String option) {
    home.sshConfig(
        "Host far",
        "  HostName " + sshd.host(),
        "  Port " + sshd.port(),
        "  UserKnownHostsFile " + sshd.knownHosts(),
        "  IdentityFile " + sshd.clientKey().file());
    return Ran.of("diagnose", "far", "--json", option);
  }

  private static Program.Launch prefixed(Program.Launch launch, String... before) {
    var words = new ArrayList<>(List.of(before));
    words.addAll(launch.command());
    return new Program.Launch(words, launch.folder(), launch.environment(), launch.log());
  }
}

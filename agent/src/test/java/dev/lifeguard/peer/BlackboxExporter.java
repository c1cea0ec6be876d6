package dev.lifeguard.peer;

import java.net.URI;
import java.time.Duration;

/** A real blackbox exporter: the measure that our own probes are compared with. */
public final class BlackboxExporter implements AutoCloseable {
  private static final String MODULES =
      """
      modules:
        tcp_connect: {prober: tcp, timeout: 5s}
        ssh_banner: {prober: tcp, timeout: 5s, tcp: {query_response: [{expect: "^SSH-2.0-"}]}}
        http_2xx: {prober: http, timeout: 5s}
      """;

  private final Folder folder = new Folder("blackbox");
  private final int port = Ports.free();
  private final Program program;

  public BlackboxExporter() {
    this(MODULES);
  }

  public BlackboxExporter(String config) {
    var binary = Peers.require(Peer.BLACKBOX_EXPORTER);
    var file = folder.write("blackbox.yml", config);
    var address = "--web.listen-address=127.0.0.1:" + port;
    program = Program.start(Program.Launch.of(folder, binary, "--config.file=" + file, address));
    program.awaitReady(Duration.ofSeconds(60), () -> Http.status(at("/-/healthy")) == 200);
  }

  public int port() {
    return port;
  }

  /** The metrics of one probe, made now. */
  public String probe(String module, String target) {
    return Http.text(at("/probe?module=" + module + "&target=" + Http.encode(target)));
  }

  public boolean succeeds(String module, String target) {
    return probe(module, target).lines().anyMatch("probe_success 1"::equals);
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    program.close();
    folder.close();
  }
}

package dev.lifeguard.peer;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real OpenClaw gateway on a free loopback port, with a home folder, a token and a log file of
 * its own. It costs about ten seconds and a gigabyte: a test that only looks takes {@link #shared}.
 * Three hard ends within five minutes trip the gateway's own breaker, so that a test which kills
 * has a gateway of its own.
 */
public final class OpenClaw implements AutoCloseable {
  private static final String TOKEN = "lifeguardtest0123456789abcdefghij";

  private final Folder folder = new Folder("openclaw");
  private final int port = Ports.free();
  private final Optional<NetNs> elsewhere;
  private Program program;

  OpenClaw(OpenClawSetup setup) {
    elsewhere = setup.host();
    Peers.requireAll(Peer.NODE, Peer.OPENCLAW);
    prepare(setup);
    program = run();
  }

  public static OpenClawSetup setup() {
    return OpenClawSetup.PLAIN;
  }

  public static OpenClaw plain() {
    return setup().start();
  }

  /** One for all tests that leave it as it is. It ends with the tests; nobody closes it. */
  public static OpenClaw shared() {
    return Shared.GATEWAY;
  }

  private static final class Shared {
    private static final OpenClaw GATEWAY = plain();
  }

  public String host() {
    return elsewhere.map(NetNs::address).orElse("127.0.0.1");
  }

  public int port() {
    return port;
  }

  public URI url() {
    return URI.create("ws://" + host() + ":" + port);
  }

  public String token() {
    return TOKEN;
  }

  public long pid() {
    return program.pid();
  }

  public boolean alive() {
    return program.alive();
  }

  /** What the gateway wrote to its log file, one JSON record a line. */
  public String log() {
    return Folder.read(logFile());
  }

  public Path logFile() {
    return folder.resolve("gateway.log");
  }

  /** What it said on its terminal; starts that fail say why here only. */
  public String output() {
    return program.log();
  }

  public Path home() {
    return folder.path();
  }

  public Path configFile() {
    return folder.resolve(".openclaw/openclaw.json");
  }

  public void writeConfig(String text) {
    folder.write(".openclaw/openclaw.json", text);
  }

  /** The status of {@code /healthz}, {@code /readyz}, {@code /startupz}; 0 when nobody answers. */
  public int status(String path) {
    return Http.status(URI.create("http://" + host() + ":" + port + path));
  }

  public void awaitReady(Duration bound) {
    program.awaitReady(bound, () -> status("/readyz") == 200);
  }

  /** The exit code: 0 after a clean stop, 1 for a port in use, 78 for a bad configuration. */
  public int awaitExit(Duration bound) {
    return program.awaitExit(bound);
  }

  /** SIGKILL: no farewell, and one step towards the gateway's own breaker. */
  public void kill() {
    program.kill();
  }

  /** SIGTERM: the gateway says goodbye on its sockets and ends. */
  public void terminate() {
    program.terminate();
  }

  /** SIGSTOP: hung, yet listening. Beyond 45 s the gateway takes it for a sleeping host. */
  public void suspend() {
    program.suspend();
  }

  public void resume() {
    program.resume();
  }

  /** After an end, in the same home and on the same port. */
  public void startAgain() {
    launchAgain();
    awaitReady(Duration.ofSeconds(120));
  }

  public void launchAgain() {
    if (program.alive()) throw new IllegalStateException("the gateway still runs");
    program.close();
    program = run();
  }

  /** A new process, as a service manager would make it. */
  public void restart() {
    terminate();
    startAgain();
  }

  /** OpenClaw's own command line in the gateway's home; it is slow: one to five seconds. */
  public String cli(String... arguments) {
    try (var scratch = new Folder("openclaw-cli")) {
      var launch = Program.Launch.of(scratch, command(arguments).toArray());
      return Program.run(inside(launch));
    }
  }

  @Override
  public void close() {
    program.close();
    folder.close();
  }

  private Program run() {
    return Program.start(inside(Program.Launch.of(folder, command("gateway", "run").toArray())));
  }

  private Program.Launch inside(Program.Launch launch) {
    return elsewhere.map(host -> host.inside(launch)).orElse(launch);
  }

  /**
   * OpenClaw's command line in the gateway's home. Nothing of the caller's environment gets in: a
   * developer may have a gateway of his own.
   */
  public List<String> command(String... arguments) {
    var node = Peers.require(Peer.NODE).toAbsolutePath();
    var words = new ArrayList<>(List.of("/usr/bin/env", "-i", "HOME=" + folder.path()));
    words.add("PATH=" + node.getParent() + ":/usr/bin:/bin");
    words.addAll(List.of("OPENCLAW_NO_AUTO_UPDATE=1", "OPENCLAW_DISABLE_BONJOUR=1"));
    words.addAll(
        List.of(node.toString(), Peers.require(Peer.OPENCLAW).toAbsolutePath().toString()));
    words.addAll(List.of(arguments));
    return words;
  }

  private void prepare(OpenClawSetup setup) {
    try {
      if (setup.home() == OpenClawSetup.Home.WITH_IRC_PLUGIN) {
        copy(Peers.require(Peer.OPENCLAW_HOME).getParent().toRealPath(), folder.path());
      }
      Files.createDirectories(configFile().getParent());
      writeConfig(basics().mergeIn(setup.config(), true).encodePrettily());
      Files.setPosixFilePermissions(configFile(), PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonObject basics() {
    var auth = new JsonObject().put("mode", "token").put("token", TOKEN);
    var gateway = new JsonObject().put("mode", "local").put("port", port);
    gateway.put("bind", "loopback").put("auth", auth);
    var logging = new JsonObject().put("file", logFile().toString());
    return new JsonObject().put("gateway", gateway).put("logging", logging);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (var file : (Iterable<Path>) files::iterator) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(target);
        else
          Files.copy(
              file,
              target,
              java.nio.file.LinkOption.NOFOLLOW_LINKS,
              java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}

package dev.lifeguard.demo;

import dev.lifeguard.app.Agent;
import dev.lifeguard.app.Settings;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.ssh.server.EmbeddedServer;
import dev.lifeguard.ssh.server.EmbeddedServer.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Everything that the demo plays with, in one folder that is removed at the end: three gateway
 * stand-ins behind an SSH server, a stretch of network, and a real agent. Blocks.
 */
public final class Stage implements AutoCloseable {
  private static final int ADVISED = 21_000;
  private static final String TOKEN = "demo-0123456789abcdef0123456789abcdef";

  private final Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final DemoGateway home;
  private final DemoGateway office;
  private final DemoGateway lab;
  private final EmbeddedServer host;
  private final DemoRelay network;
  private final Agent agent;

  private Stage(Path folder, String version, int port) throws IOException {
    this.folder = folder;
    this.home = new DemoGateway(vertx, TOKEN, Clock.systemUTC());
    this.office = new DemoGateway(vertx, TOKEN, Clock.systemUTC());
    this.lab = new DemoGateway(vertx, TOKEN, Clock.systemUTC());
    done(Future.all(home.start(), office.start(), lab.start()));
    this.host = opened(EmbeddedServer.start(folder, this::command));
    this.network = new DemoRelay(vertx, host.port());
    done(network.start());
    host.knownAt(network.port());
    this.agent = opened(Agent.start(settings(port), version));
  }

  /** Sets the stage; what was begun is ended when it cannot be. */
  public static Stage set(String version, int port) throws IOException {
    var folder = Files.createTempDirectory("lifeguard-demo");
    try {
      return new Stage(folder, version, port);
    } catch (IOException | RuntimeException e) {
      remove(folder);
      throw e;
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  private Settings settings(int port) throws IOException {
    var config = new DemoConfig(folder, host.identity(), host.knownHosts());
    config.write(
        new DemoConfig.Ports(
            port, network.port(), free(3), List.of(home.port(), office.port(), lab.port())),
        TOKEN);
    return new Settings(
        Optional.of(folder.resolve("lifeguard.yaml")), List.of(), Surroundings.ofProcess());
  }

  /** Where the advice is to have the local ports of tunnels; any other if they are all taken. */
  private static List<Integer> free(int count) throws IOException {
    var found = new ArrayList<Integer>();
    for (var port = ADVISED; port < ADVISED + 1000 && found.size() < count; port++)
      if (isFree(port)) found.add(port);
    while (found.size() < count)
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        found.add(socket.getLocalPort());
      }
    return found;
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What the host can do: it starts the gateway that is down, as a supervisor's command does. */
  private Answer command(String line) {
    if (!line.replace("'", "").contains("openclaw gateway start"))
      return new Answer(127, "sh: not found: " + line + "\n");
    for (var gateway : List.of(home, office, lab)) if (!gateway.lives()) done(gateway.start());
    return new Answer(0, "gateway started\n");
  }

  public String address() {
    return agent.address();
  }

  Path dataDir() {
    return folder.resolve("data");
  }

  void killHome() {
    done(home.die());
  }

  void hangNetwork() {
    network.forget();
  }

  void openKeyToAll() throws IOException {
    Files.setPosixFilePermissions(
        host.identity(), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    host.dropSessions();
  }

  void cutChannel() {
    office.channel().cutOff();
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** The agent first, so that it does not take the end for an outage. */
  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) end(open.pop());
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(null, 3, TimeUnit.SECONDS)
        .join();
    remove(folder);
  }

  private static void end(AutoCloseable part) throws IOException {
    try {
      part.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}

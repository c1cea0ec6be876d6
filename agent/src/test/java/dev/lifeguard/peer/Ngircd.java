package dev.lifeguard.peer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** A real IRC server on a free loopback port: the channel that a gateway can really lose. */
public final class Ngircd implements AutoCloseable {
  private final Folder folder = new Folder("ngircd");
  private final int port = Ports.free();
  private Program program;

  public Ngircd() {
    folder.write("ngircd.conf", config());
    program = run();
  }

  public int port() {
    return port;
  }

  public String log() {
    return program.log();
  }

  /** {@code channels.irc} of a gateway that talks here. */
  public JsonObject channelConfig() {
    return new JsonObject()
        .put("enabled", true)
        .put("host", "127.0.0.1")
        .put("port", port)
        .put("tls", false)
        .put("nick", "ocbot")
        .put("channels", new JsonArray().add("#ops"));
  }

  public void awaitUser(String nick) {
    Await.until(
        nick + " is on IRC",
        Duration.ofSeconds(60),
        () -> log().contains("User \"" + nick),
        this::log);
  }

  /** SIGKILL; the port refuses from now on. */
  public void kill() {
    program.kill();
  }

  /** On the same port as before, after {@link #kill}. */
  public void startAgain() {
    program.close();
    program = run();
  }

  /** Connections stay open and nothing is answered. */
  public void suspend() {
    program.suspend();
  }

  public void resume() {
    program.resume();
  }

  private Program run() {
    var binary = Peers.require(Peer.NGIRCD);
    var started =
        Program.start(Program.Launch.of(folder, binary, "-n", "-f", folder.resolve("ngircd.conf")));
    started.awaitReady(Duration.ofSeconds(20), () -> !Ports.isFree(port));
    return started;
  }

  private String config() {
    return """
        [Global]
        Name = irc.lifeguard.test
        Info = test
        Listen = 127.0.0.1
        Ports = %d
        MotdPhrase = hello
        [Limits]
        MaxConnectionsIP = 0
        [Options]
        Ident = no
        DNS = no
        PAM = no
        """
        .formatted(port);
  }

  @Override
  public void close() {
    program.close();
    folder.close();
  }
}

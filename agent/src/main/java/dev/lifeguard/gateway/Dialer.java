package dev.lifeguard.gateway;

import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens connections to one gateway, on the caller's event loop. Keeps the clients referenced: one
 * that is collected takes its open sockets with it.
 */
public final class Dialer {
  static final String READ = "operator.read";
  static final String ADMIN = "operator.admin";

  final Vertx vertx;
  final Time time;
  final GatewaySettings settings;
  final Limits limits;
  final NetClient net;
  final WebSocketClient web;
  private final Path identity;

  /**
   * @param identity the file of our device key, made when a gateway beyond loopback needs it
   */
  public Dialer(Vertx vertx, Time time, GatewaySettings settings, Limits limits, Path identity) {
    this.vertx = vertx;
    this.time = time;
    this.settings = settings;
    this.limits = limits;
    this.identity = identity;
    this.net = vertx.createNetClient();
    this.web =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(Limits.FRAME)
                .setMaxMessageSize(Limits.FRAME)
                .setMaxConnections(10)
                .setClosingTimeout(1));
  }

  /** Dials with read rights. Never fails: what went wrong is a value. */
  Future<Attempt> dial(Credential credential, Consumer<Signal> listener) {
    return dial(credential, READ, ConnectRequest.Range.OURS, listener);
  }

  Future<Attempt> dial(
      Credential credential,
      String scope,
      ConnectRequest.Range protocols,
      Consumer<Signal> listener) {
    return new Dialing(this, credential, scope, protocols, listener).start();
  }

  /** The secrets as they are at this moment. */
  Future<Credential> credential() {
    return apart(() -> Credential.of(settings.token(), settings.password()));
  }

  Future<List<InetAddress>> resolve() {
    return apart(() -> Address.of(settings.url()).resolve());
  }

  /** Loopback needs no device; every other address does, or it grants nothing. */
  Future<Optional<DeviceIdentity>> device(InetAddress ip) {
    if (ip.isLoopbackAddress()) return Future.succeededFuture(Optional.empty());
    return apart(() -> Optional.of(deviceIdentity()));
  }

  private DeviceIdentity deviceIdentity() throws IOException {
    return DeviceIdentity.in(identity);
  }

  /** Files and resolvers block, so they are asked away from the event loop. */
  private <T> Future<T> apart(java.util.concurrent.Callable<T> question) {
    return vertx.executeBlocking(question, false);
  }

  public void close() {
    web.close();
    net.close();
  }
}

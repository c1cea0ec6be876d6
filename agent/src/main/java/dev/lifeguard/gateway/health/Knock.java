package dev.lifeguard.gateway.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.net.URI;
import java.time.Duration;

/** A TCP connection that is closed as soon as it stands: whether somebody listens there. */
final class Knock {
  /** A service on a gateway's own network that takes longer is worth a live probe. */
  private static final Duration WITHIN = Duration.ofMillis(500);

  private final NetClient client;

  Knock(Vertx vertx) {
    client =
        vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) WITHIN.toMillis()));
  }

  Future<Boolean> at(URI place) {
    var port = place.getPort() == -1 ? 80 : place.getPort();
    return client
        .connect(port, place.getHost())
        .onSuccess(socket -> socket.close())
        .map(true)
        .otherwise(false);
  }

  void close() {
    client.close();
  }
}

package dev.lifeguard.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A stretch of network in front of the SSH server. It can let connections hang: nothing passes any
 * more, and nobody is told, as when a firewall forgets them.
 */
final class DemoRelay {
  private final Vertx vertx;
  private final int to;
  private final NetClient client; // kept: a client that is garbage closes what it opened
  private final Set<NetSocket> passing = new HashSet<>();
  private Optional<NetServer> server = Optional.empty();
  private volatile int port;

  DemoRelay(Vertx vertx, int to) {
    this.vertx = vertx;
    this.to = to;
    this.client = vertx.createNetClient();
  }

  int port() {
    return port;
  }

  Future<Void> start() {
    return vertx
        .createNetServer()
        .connectHandler(this::carry)
        .listen(0, "127.0.0.1")
        .onSuccess(
            listening -> {
              server = Optional.of(listening);
              port = listening.actualPort();
            })
        .mapEmpty();
  }

  /** What passes now hangs from now on; new connections are carried. */
  void forget() {
    passing.forEach(NetSocket::pause);
    passing.clear();
  }

  private void carry(NetSocket here) {
    here.pause();
    client
        .connect(to, "127.0.0.1")
        .onSuccess(there -> join(here, there))
        .onFailure(_ -> here.close());
  }

  private void join(NetSocket here, NetSocket there) {
    passing.add(here);
    passing.add(there);
    here.closeHandler(_ -> end(here, there));
    there.closeHandler(_ -> end(there, here));
    here.handler(there::write);
    there.handler(here::write);
    here.resume();
  }

  private void end(NetSocket gone, NetSocket other) {
    passing.remove(gone);
    passing.remove(other);
    other.close();
  }

  Future<Void> close() {
    return server.map(NetServer::close).orElseGet(Future::succeededFuture);
  }
}

package dev.lifeguard.gateway;

import dev.lifeguard.gateway.Phases.Phase;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A connection made only to time TCP and TLS apart from the upgrade, which Vert.x does not tell,
 * and to see the certificate. It is closed before the WebSocket opens its own.
 */
final class Forerunner {
  /** Where the gateway was reached, and until when its certificate is valid. */
  record Seen(InetAddress ip, Optional<Instant> certificateExpires) {}

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final NetClient client;
  private final Time time;
  private final GatewaySettings settings;
  private final BiConsumer<Phase, Duration> passed;

  Forerunner(NetClient client, Time time, GatewaySettings settings, BiConsumer<Phase, Duration> p) {
    this.client = client;
    this.time = time;
    this.settings = settings;
    this.passed = p;
  }

  /** Tries the addresses in turn: a name may have a family that leads nowhere. */
  Future<Seen> run(List<InetAddress> ips) {
    var attempt = run(ips.getFirst());
    if (ips.size() == 1) return attempt;
    return attempt.recover(
        failure ->
            NetworkFailures.isTls(failure)
                ? Future.failedFuture(failure)
                : run(ips.subList(1, ips.size())));
  }

  private Future<Seen> run(InetAddress ip) {
    var address = Address.of(settings.url());
    var options =
        new ConnectOptions()
            .setHost(ip.getHostAddress())
            .setPort(address.port())
            .setTimeout((int) CONNECT.toMillis());
    var start = time.nanos();
    return client
        .connect(options)
        .compose(
            socket -> {
              socket.exceptionHandler(_ -> {}); // its steps fail by themselves
              passed.accept(Phase.CONNECT, time.since(start));
              return address.secure()
                  ? secured(socket, ip, address.host())
                  : socket.close().map(new Seen(ip, Optional.empty()));
            });
  }

  private Future<Seen> secured(NetSocket socket, InetAddress ip, String name) {
    var start = time.nanos();
    return socket
        .upgradeToSsl(Trust.nameless(settings), name)
        .map(
            _ -> {
              passed.accept(Phase.TLS, time.since(start));
              return new Seen(ip, expiry(socket));
            })
        .eventually(socket::close);
  }

  private static Optional<Instant> expiry(NetSocket socket) {
    try {
      List<Certificate> chain = socket.peerCertificates();
      return chain.isEmpty() || !(chain.getFirst() instanceof X509Certificate own)
          ? Optional.empty()
          : Optional.of(own.getNotAfter().toInstant());
    } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}

package dev.lifeguard.tunnel;

import dev.lifeguard.config.Definitions;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.HostPort;
import dev.lifeguard.config.Node;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/** One forward as written. */
final class ForwardShape {
  private ForwardShape() {}

  static Shape<Forward> shape() {
    return Shapes.object(
        "a forward such as {name: gateway, local: 127.0.0.1:28789, remote: 127.0.0.1:18789}",
        ForwardShape::define);
  }

  private static Function<Values, Forward> define(Fields f) {
    var name = f.required("name", Shapes.name(), "unique within the tunnel");
    var local = f.required("local", new EndpointShape(), "host:port or the path of a unix socket");
    var remote = f.required("remote", new EndpointShape(), "as the far side sees it");
    var expect =
        f.optional("expect", Shapes.word(Expect.class), "gateway", "what must answer behind it");
    var direction =
        f.optional(
            "direction",
            Shapes.word(Direction.class),
            "local",
            "local: we listen here; remote: the far side listens, and leads to us");
    f.check(
        v -> lookAtPorts(v.of(direction), v.of(local), v.at(local), v.of(remote), v.at(remote)));
    return v -> new Forward(v.of(name), v.of(direction), v.of(local), v.of(remote), v.of(expect));
  }

  private static void lookAtPorts(
      Direction direction, Endpoint local, Place atLocal, Endpoint remote, Place atRemote) {
    if (isZero(local)) atLocal.refuse("has port 0", "choose one, so that its users find it again");
    if (isZero(remote) && direction == Direction.LOCAL)
      atRemote.refuse("has port 0", "name the port where the gateway listens");
    if (direction == Direction.LOCAL && local.socket().isEmpty() && !isLoopback(local))
      atLocal.warn(
          "others on the network can reach the gateway through " + local,
          "bind it to 127.0.0.1:" + local.port());
  }

  private static boolean isZero(Endpoint endpoint) {
    return endpoint.socket().isEmpty() && endpoint.port() == 0;
  }

  private static boolean isLoopback(Endpoint endpoint) {
    return new HostPort(endpoint.host(), endpoint.port()).isLoopback();
  }

  /** {@code host:port}, {@code [::1]:port}, or the path of a unix socket. */
  private static final class EndpointShape implements Shape<Endpoint> {
    @Override
    public Optional<Endpoint> read(Place place) {
      if (place.node() instanceof Node.Text text && text.text().matches("[/~].*"))
        return Shapes.path().read(place).map(path -> Endpoint.unix(path.toString()));
      return Shapes.hostPort().read(place).map(at -> Endpoint.of(at.host(), at.port()));
    }

    @Override
    public JsonObject describe(Definitions definitions) {
      return Shapes.path().describe(definitions);
    }

    @Override
    public String wanted() {
      return Shapes.hostPort().wanted();
    }
  }
}

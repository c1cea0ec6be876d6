package dev.lifeguard.tunnel;

import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.ssh.config.SshFields;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.util.List;
import java.util.function.Function;

/** A tunnel as written: kept by us ({@code ssh}), or by somebody else ({@code external}). */
public final class TunnelShape {
  private static final Endpoint USUAL_GATEWAY = Endpoint.of("127.0.0.1", 18_789);

  /** A tunnel that does not know yet which path it belongs to, and where that path begins. */
  @FunctionalInterface
  public interface Written {
    TunnelSettings of(String path, Endpoint entrance);
  }

  private TunnelShape() {}

  public static Shape<Written> shape() {
    return Shapes.<Written>choice(
            "external",
            Shapes.object("a tunnel such as {external: {}}", TunnelShape::external),
            Shapes.object("a tunnel such as {ssh: ops@host}", TunnelShape::kept))
        .named("tunnel");
  }

  private static Function<Values, Written> kept(Fields f) {
    var ssh = new SshFields(f);
    var standby =
        f.optional("standby", Shapes.flag(), "false", "a second session, ready to take over");
    var forwards =
        f.optional(
            "forwards",
            Shapes.list(ForwardShape.shape())
                .unique("name", Forward::name)
                .unique(
                    "remote", forward -> forward.remote().toString(), TunnelShape::listensThere),
            "[]",
            "what it carries; none: the port of `url` to port 18789 on the far side");
    return v ->
        (path, entrance) ->
            new TunnelSettings.Kept(
                path, ssh.settings(v), orUsual(v.of(forwards), entrance), v.of(standby));
  }

  private static List<Forward> orUsual(List<Forward> forwards, Endpoint entrance) {
    return forwards.isEmpty() ? List.of(gateway(entrance)) : forwards;
  }

  private static Forward gateway(Endpoint entrance) {
    return new Forward("gateway", Direction.LOCAL, entrance, USUAL_GATEWAY, Expect.GATEWAY);
  }

  private static Function<Values, Written> external(Fields f) {
    var owner = Shapes.object("an owner such as {restart: [systemctl, restart, x]}", Owner::define);
    var external = f.required("external", owner, "somebody else keeps it up; we watch it");
    return v ->
        (path, entrance) ->
            new TunnelSettings.External(path, gateway(entrance), v.of(external).restart());
  }

  /** Who else keeps a tunnel up. */
  private record Owner(List<String> restart) {
    static Function<Values, Owner> define(Fields f) {
      var restart = f.maybe("restart", Shapes.words(), "the owner's command");
      return v -> new Owner(v.of(restart).orElse(List.of()));
    }
  }

  /**
   * Several may lead to one place, but only one may listen at it; a port that is picked is free.
   */
  private static boolean listensThere(Forward forward) {
    var at = forward.remote();
    return forward.direction() == Direction.REMOTE && (at.port() != 0 || at.socket().isPresent());
  }
}

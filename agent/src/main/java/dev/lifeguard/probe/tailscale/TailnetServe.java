package dev.lifeguard.probe.tailscale;

import dev.lifeguard.gateway.Payload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What this machine serves to its tailnet, as {@code tailscale serve status --json} tells of it,
 * the routes of running foreground commands and of services included.
 *
 * @param funnels what is open to the whole internet, as name:port
 */
public record TailnetServe(List<Route> routes, Set<String> funnels) {
  /**
   * One thing that is served.
   *
   * @param at name:port, or the port alone for plain TCP
   * @param target where it leads: a URL, an address, or a port
   */
  public record Route(String at, String target) {
    /** The port that it leads to; empty when it is a file or a text. */
    Optional<Integer> port() {
      var digits = target.replaceFirst("/.*$", "").replaceFirst("^.*:", "");
      if (target.contains("://")) digits = afterScheme(target);
      return digits.matches("\\d{1,5}") ? Optional.of(Integer.parseInt(digits)) : Optional.empty();
    }

    private static String afterScheme(String url) {
      return url.replaceFirst("^[^:]+://", "").replaceFirst("/.*$", "").replaceFirst("^.*:", "");
    }
  }

  public TailnetServe {
    routes = List.copyOf(routes);
    funnels = Set.copyOf(funnels);
  }

  /** Empty when this is not what tailscale says; nothing served is {@code {}}. */
  public static Optional<TailnetServe> read(String json) {
    return Payload.read(json).map(TailnetServe::of);
  }

  private static TailnetServe of(Payload config) {
    var routes = new ArrayList<Route>();
    var funnels = new LinkedHashSet<String>();
    add(config, routes, funnels);
    config.child("Foreground").objects().values().forEach(it -> add(it, routes, funnels));
    config.child("Services").objects().values().forEach(it -> add(it, routes, funnels));
    return new TailnetServe(routes, funnels);
  }

  private static void add(Payload config, List<Route> routes, Set<String> funnels) {
    config
        .child("TCP")
        .objects()
        .forEach(
            (port, handler) ->
                handler.text("TCPForward").ifPresent(to -> routes.add(new Route(port, to))));
    config.child("Web").objects().forEach((at, server) -> addWeb(at, server, routes));
    var allowed = config.child("AllowFunnel");
    for (var at : allowed.keys()) if (allowed.flag(at).orElse(false)) funnels.add(at);
  }

  private static void addWeb(String at, Payload server, List<Route> routes) {
    for (var handler : server.child("Handlers").objects().values())
      handler.text("Proxy").ifPresent(to -> routes.add(new Route(at, to)));
  }
}

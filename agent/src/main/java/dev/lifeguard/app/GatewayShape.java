package dev.lifeguard.app;

import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.config.Field;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.gateway.GatewayFields;
import dev.lifeguard.gateway.GatewayFields.Pin;
import dev.lifeguard.gateway.GatewayFields.Tls;
import dev.lifeguard.probe.ProbeSettings;
import dev.lifeguard.probe.ProbesShape;
import dev.lifeguard.remedy.RemedySettings.Mode;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelShape;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One gateway as written: on one way, or on several under {@code paths}. */
final class GatewayShape {
  /** Labels that metrics and alerts give themselves. */
  private static final Set<String> OURS =
      Set.of("gateway", "channel", "account", "provider", "tunnel", "forward", "path", "probe");

  /** A path before the gateway's credentials are known. */
  private record WrittenPath(
      String name, URI url, Optional<TunnelShape.Written> tunnel, Optional<Pin> pin) {
    AccessPath with(GatewayFields gateway, Values v, String gatewayName) {
      return new AccessPath(
          name,
          gateway.settings(v, gatewayName, url, pin),
          tunnel.map(written -> written.of(name, entrance(url))));
    }

    boolean isTls() {
      return url.getScheme().equals("wss");
    }
  }

  private GatewayShape() {}

  static Shape<WatchedGateway> shape() {
    return Shapes.object(
        "a gateway such as {name: home, url: ws://127.0.0.1:18789}", GatewayShape::define);
  }

  private static Function<Values, WatchedGateway> define(Fields f) {
    var name = f.required("name", Shapes.name(), "unique among the gateways");
    var url = f.maybe("url", GatewayFields.url(), "ws:// or wss://");
    var gateway = new GatewayFields(f);
    var labels =
        f.optional(
            "labels", Shapes.labels().check(GatewayShape::lookAtLabels), "{}", "of your own");
    var tunnel = f.maybe("tunnel", TunnelShape.shape(), "the SSH tunnel that `url` leads through");
    var paths = f.maybe("paths", paths(), "several ways to it, the preferred one first");
    var probes = f.optional("probes", probes(), "{}", "other than in `defaults`");
    var remediation =
        f.maybe("remediation", Shapes.word(Mode.class), "a cap on what remedies may do themselves");
    var supervision =
        f.optional(
            "supervisor",
            SupervisionShape.shape(),
            "{}",
            "who keeps the gateway's process running");
    f.exactlyOne(url, paths);
    f.atMostOne(tunnel, paths);
    f.check(v -> refusePin(v, gateway, written(v, url, tunnel, paths)));
    return v ->
        new WatchedGateway(
            v.of(name),
            v.of(labels),
            written(v, url, tunnel, paths).stream()
                .map(path -> path.with(gateway, v, v.of(name)))
                .toList(),
            v.of(probes),
            v.of(remediation),
            v.of(supervision));
  }

  static Shape<Map<String, ProbeSettings>> probes() {
    return ProbesShape.shape().named("probes");
  }

  private static List<WrittenPath> written(
      Values v,
      Field<Optional<URI>> url,
      Field<Optional<TunnelShape.Written>> tunnel,
      Field<Optional<List<WrittenPath>>> paths) {
    return v.of(url)
        .map(only -> List.of(new WrittenPath(usual(v.at(tunnel)), only, v.of(tunnel), none())))
        .orElseGet(() -> v.of(paths).orElse(List.of()));
  }

  private static Optional<Pin> none() {
    return Optional.empty();
  }

  /** What the only path of a gateway is called. */
  private static String usual(Place tunnel) {
    if (tunnel.has("external")) return "external";
    return tunnel.has("ssh") ? "ssh" : "direct";
  }

  private static Shape<List<WrittenPath>> paths() {
    return Shapes.list(Shapes.object("a path such as {name: ssh, url: ws://…}", GatewayShape::path))
        .unique("name", WrittenPath::name)
        .check(
            (paths, place) -> {
              if (paths.isEmpty()) place.refuse("is empty", "give at least one path");
            });
  }

  private static Function<Values, WrittenPath> path(Fields f) {
    var name = f.required("name", Shapes.name(), "unique within the gateway");
    var url = f.required("url", GatewayFields.url(), "ws:// or wss://");
    var tunnel = f.maybe("tunnel", TunnelShape.shape(), "the SSH tunnel that `url` leads through");
    var tls = new Tls(f);
    f.check(
        v -> {
          if (v.of(url).getScheme().equals("ws")) tls.refuse(v);
        });
    return v -> new WrittenPath(v.of(name), v.of(url), v.of(tunnel), Optional.of(tls.pin(v)));
  }

  private static void refusePin(Values v, GatewayFields gateway, List<WrittenPath> paths) {
    if (paths.stream().noneMatch(WrittenPath::isTls)) gateway.tls().refuse(v);
  }

  private static void lookAtLabels(Map<String, String> labels, Place place) {
    for (var label : labels.keySet())
      if (OURS.contains(label))
        place.under(label).refuse("is a label that Lifeguard gives itself", "choose another");
  }

  static Endpoint entrance(URI url) {
    var usual = url.getScheme().equals("wss") ? 443 : 80;
    var host = url.getHost().replaceAll("[\\[\\]]", "");
    return Endpoint.of(host, url.getPort() < 0 ? usual : url.getPort());
  }
}

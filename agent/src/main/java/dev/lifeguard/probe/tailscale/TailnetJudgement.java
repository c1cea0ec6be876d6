package dev.lifeguard.probe.tailscale;

import dev.lifeguard.probe.tailscale.TailnetTrouble.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the tailnet means for those who go through it. Pure. */
public final class TailnetJudgement {
  private static final Duration SOON = Duration.ofDays(7);

  private final Tailnet net;
  private final TailnetWays ways;
  private final Instant now;
  private final List<TailnetTrouble> troubles = new ArrayList<>();

  private TailnetJudgement(Tailnet net, TailnetWays ways, Instant now) {
    this.net = net;
    this.ways = ways;
    this.now = now;
  }

  /**
   * @param serve empty when it could not be read: nothing is said about it then
   */
  public static List<TailnetTrouble> of(
      Tailnet net, Optional<TailnetServe> serve, TailnetWays ways, Instant now) {
    var judgement = new TailnetJudgement(net, ways, now);
    judgement.backend();
    judgement.self();
    if (net.state().equals("running")) judgement.peers();
    serve.ifPresent(judgement::serve);
    return List.copyOf(judgement.troubles);
  }

  private void add(Kind kind, String evidence, String... fix) {
    troubles.add(TailnetTrouble.of(kind, evidence, fix));
  }

  private void backend() {
    var said = net.health().isEmpty() ? "" : "; it says: " + net.health().getFirst();
    switch (net.state()) {
      case "running" -> {}
      case "needslogin" ->
          add(Kind.TAILNET_STOPPED, "tailscale here is logged out" + said, "tailscale login");
      case "needsmachineauth" ->
          add(
              Kind.TAILNET_STOPPED,
              "this machine waits for its approval in the tailnet" + said,
              "approve it in the admin console of the tailnet");
      default ->
          add(Kind.TAILNET_STOPPED, "tailscale here is " + net.state() + said, "tailscale up");
    }
  }

  private void self() {
    net.self().ifPresent(self -> key(self, "this machine"));
  }

  private void key(TailnetNode node, String who) {
    if (node.isExpired(now))
      add(
          Kind.TAILNET_KEY_EXPIRED,
          "the node key of "
              + who
              + " is expired"
              + node.keyExpires().map(at -> " since " + at).orElse(""),
          "on " + node + ": tailscale up --force-reauth");
    else
      node.keyExpires()
          .filter(at -> at.isBefore(now.plus(SOON)))
          .ifPresent(
              at ->
                  add(
                      Kind.TAILNET_KEY_EXPIRES_SOON,
                      "the node key of " + who + " expires at " + at,
                      "on " + node + ": tailscale up --force-reauth"));
  }

  private void peers() {
    for (var host : ways.hosts()) {
      if (net.self().filter(self -> self.answersTo(host)).isPresent()) continue;
      net.peers().stream()
          .filter(peer -> peer.answersTo(host))
          .findFirst()
          .ifPresentOrElse(this::peer, () -> stranger(host));
    }
  }

  private void peer(TailnetNode peer) {
    key(peer, peer.toString());
    if (peer.online().orElse(true)) return;
    var seen = peer.lastSeen().map(at -> ", last seen " + at).orElse("");
    add(
        Kind.TAILNET_PEER_OFFLINE,
        peer + " is offline" + seen,
        "tailscale ping " + peer,
        "on " + peer.hostName() + ": tailscale up");
  }

  private void stranger(String host) {
    if (TailnetWays.leadsThrough(host))
      add(
          Kind.TAILNET_PEER_OFFLINE,
          host + " is no machine of this tailnet",
          "tailscale status",
          "correct the host in the gateway's url");
  }

  private void serve(TailnetServe serve) {
    if (isServedFromHere() && serve.routes().stream().noneMatch(this::leadsToAGateway))
      add(
          Kind.TAILNET_SERVE_GONE,
          "nothing that is served here leads to port " + port(),
          "tailscale serve --bg " + port());
    for (var at : serve.funnels())
      add(
          Kind.TAILNET_FUNNEL_OPEN,
          at + " is open to the whole internet",
          "tailscale funnel --https=" + at.replaceFirst("^.*:", "") + " off");
  }

  private boolean isServedFromHere() {
    return !ways.ports().isEmpty()
        && ways.hosts().stream()
            .anyMatch(host -> net.self().filter(self -> self.answersTo(host)).isPresent());
  }

  private boolean leadsToAGateway(TailnetServe.Route route) {
    return route.port().filter(ways.ports()::contains).isPresent();
  }

  private String port() {
    return ways.ports().stream().sorted().map(String::valueOf).findFirst().orElse("");
  }
}

package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.Diagnosis.Command;
import dev.lifeguard.diagnosis.LayerCheck;
import dev.lifeguard.diagnosis.LayerCheck.Verdict;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.TailnetMatter;
import dev.lifeguard.probe.tailscale.TailnetLook;
import dev.lifeguard.probe.tailscale.TailnetTrouble;
import dev.lifeguard.probe.tailscale.TailnetWays;
import java.util.List;
import java.util.Optional;

/** Asks the tailnet of this machine about a way that leads through it. Blocks. */
final class TailnetStep {
  private static final String ASKED = "tailscale status --json; tailscale serve status --json";

  private final Means means;

  TailnetStep(Means means) {
    this.means = means;
  }

  /** Whether the way to that host has to do with the tailnet at all. */
  static boolean concerns(String host, TailnetWays wanted) {
    return wanted.hosts().contains(host) || TailnetWays.leadsThrough(host);
  }

  /** What it says is noted; whether the way carries, only dialling tells. */
  void look(Notebook notebook, String host, TailnetWays wanted) throws InterruptedException {
    var ways = new TailnetWays(List.of(host.replaceAll("[\\[\\]]", "")), wanted.ports());
    ways.ports().stream()
        .sorted()
        .findFirst()
        .ifPresent(it -> notebook.name("remote-port", "" + it));
    switch (means.tailnet().look(ways, means.time().now())) {
      case TailnetLook.Sight.Blind(var because) ->
          notebook.command(new Command("here", ASKED, Optional.empty(), because.detail()));
      case TailnetLook.Sight.Seen(var net, var troubles) -> seen(notebook, net.state(), troubles);
    }
  }

  private static void seen(Notebook notebook, String state, List<TailnetTrouble> troubles) {
    var said = troubles.stream().map(TailnetTrouble::evidence).toList();
    notebook.command(
        new Command(
            "here", ASKED, Optional.of(0), "backend " + state + "\n" + String.join("\n", said)));
    for (var trouble : troubles)
      matter(trouble.kind())
          .ifPresent(it -> notebook.sign(new Sign.Tailnet(it, trouble.evidence())));
    var broken = troubles.stream().filter(it -> it.kind().reason().isPresent()).findFirst();
    notebook.check(
        new LayerCheck(
            PathLayer.NETWORK,
            "tailnet",
            broken.map(it -> it.kind().code()).orElse(state),
            "",
            broken.isPresent() ? Verdict.WARN : Verdict.PASS,
            broken
                .or(() -> troubles.stream().findFirst())
                .map(TailnetTrouble::evidence)
                .orElse("")));
  }

  /** A key that will expire keeps nobody from the gateway: the baseline tells of it. */
  private static Optional<TailnetMatter> matter(TailnetTrouble.Kind kind) {
    return switch (kind) {
      case TAILNET_STOPPED -> Optional.of(TailnetMatter.STOPPED);
      case TAILNET_KEY_EXPIRED -> Optional.of(TailnetMatter.KEY_EXPIRED);
      case TAILNET_PEER_OFFLINE -> Optional.of(TailnetMatter.PEER_OFFLINE);
      case TAILNET_SERVE_GONE -> Optional.of(TailnetMatter.SERVE_GONE);
      case TAILNET_FUNNEL_OPEN -> Optional.of(TailnetMatter.FUNNEL_OPEN);
      case TAILNET_KEY_EXPIRES_SOON -> Optional.empty();
    };
  }
}

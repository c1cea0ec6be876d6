package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.Diagnosis.Command;
import dev.lifeguard.diagnosis.Diagnosis.Stop;
import dev.lifeguard.diagnosis.LayerCheck;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.health.AbsentGateway;
import dev.lifeguard.probe.tcp.TcpTarget;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshLease;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.tunnel.TunnelSettings;
import java.util.List;
import java.util.Optional;

/**
 * One walk along the way to a gateway, layer by layer, from the inside out. It ends at the first
 * broken place: what lies behind is unknown, not down. Blocks; interrupting ends it. The session
 * that it opened stays until it is closed, for those who look further.
 */
public final class Walk implements AutoCloseable {
  private final Means means;
  private final Way way;
  private final Progress progress;
  private final Notebook notebook;
  private Optional<SshLease> lease = Optional.empty();
  private Optional<ResolvedTarget> target = Optional.empty();
  private Optional<Culprit> culprit = Optional.empty();

  public Walk(Means means, Way way, Progress progress) {
    this.means = means;
    this.way = way;
    this.progress = progress;
    this.notebook = new Notebook(way);
  }

  /** Looks at every layer until one is broken. */
  public void go() throws InterruptedException {
    var broken = firstBroken();
    broken.ifPresent(
        place ->
            layers().stream()
                .filter(layer -> layer.isBehind(place))
                .forEach(layer -> notebook.behind(layer, place)));
  }

  /** What else is to be looked at may be written down here. */
  public Notebook notebook() {
    return notebook;
  }

  /** Open when the way carried as far as that. */
  public Optional<SshSession> session() {
    return lease.map(SshLease::session).filter(SshSession::isOpen);
  }

  public Evidence evidence() {
    return notebook.evidence();
  }

  public List<LayerCheck> checks() {
    return notebook.checks();
  }

  public List<Command> commands() {
    return notebook.commands();
  }

  /** The places on the way, for a picture. */
  public List<Stop> path() {
    return new Picture(way, target, culprit.map(Culprit::server), checks()).stops();
  }

  @Override
  public void close() {
    lease.ifPresent(SshLease::close);
  }

  private List<PathLayer> layers() {
    return way.login().isEmpty() && way.tunnel().isEmpty()
        ? List.of(PathLayer.NETWORK, PathLayer.GATEWAY, PathLayer.CHANNELS, PathLayer.PROVIDERS)
        : way.tunnel().isEmpty()
            ? List.of(PathLayer.NETWORK, PathLayer.SSH_AUTH)
            : List.of(
                PathLayer.NETWORK,
                PathLayer.SSH_AUTH,
                PathLayer.FORWARD,
                PathLayer.TUNNEL,
                PathLayer.GATEWAY,
                PathLayer.CHANNELS,
                PathLayer.PROVIDERS);
  }

  private Optional<PathLayer> firstBroken() throws InterruptedException {
    if (!files()) return Optional.of(PathLayer.FILES);
    if (!machine()) return Optional.of(PathLayer.MACHINE);
    if (!network()) return brokenBefore();
    if (!login()) return broken(PathLayer.SSH_AUTH);
    if (!forward()) return broken(PathLayer.FORWARD);
    tunnel();
    return gateway() ? Optional.empty() : Optional.of(PathLayer.GATEWAY);
  }

  /** The first hop, or this machine, which could not even try. */
  private Optional<PathLayer> brokenBefore() {
    var here = notebook.evidence().failedAt(PathLayer.MACHINE);
    return here ? Optional.of(PathLayer.MACHINE) : broken(PathLayer.NETWORK);
  }

  /** Where a wrong value in a file could be the reason, the hidden values are looked at too. */
  private Optional<PathLayer> broken(PathLayer layer) {
    if (target.isPresent() && way.login().isPresent() && layer != PathLayer.FORWARD)
      filesLook().hidden(target.get()).forEach(notebook::sign);
    return Optional.of(layer);
  }

  private boolean files() {
    if (way.login().isEmpty()) return true;
    progress.now(PathLayer.FILES, "reading the OpenSSH configuration");
    target = filesLook().look(notebook);
    target.ifPresent(this::names);
    return target.isPresent();
  }

  private FilesLook filesLook() {
    var network = new NetworkLook(means, way.patience().tcp());
    return new FilesLook(
        means.environment(),
        way.login().orElseThrow(),
        other -> first(other).map(network::answers).orElse(false));
  }

  private void names(ResolvedTarget target) {
    var login = target.login();
    notebook.name("host", login.host());
    notebook.name("port", Integer.toString(login.port()));
    notebook.name("user", login.user());
    notebook.name("known-host", target.hostKeys().name());
    target.hostKeys().userFiles().stream()
        .findFirst()
        .ifPresent(file -> notebook.name("known-hosts", file.toString()));
    key(target).ifPresent(key -> notebook.name("key", key.file().toString()));
    if (!target.route().jumps().isEmpty())
      notebook.name("jump", target.route().jumps().getLast().alias());
  }

  /** What mends it is to be done at the server that failed, which may be a jump host. */
  private void blame(Culprit culprit) {
    this.culprit = Optional.of(culprit);
    var server = culprit.server();
    if (server != target.orElseThrow()) {
      names(server);
      var login = server.login();
      notebook.name("destination", server.alias());
      notebook.name(Names.LOGIN, "-p %d %s@%s".formatted(login.port(), login.user(), login.host()));
    }
    culprit.through().ifPresent(jump -> notebook.name("jump", jump.alias()));
  }

  /** The one that is asked for; of the usual ones, the kind that one would make today. */
  private static Optional<ResolvedTarget.IdentityFile> key(ResolvedTarget target) {
    var keys = target.credentials().identities();
    return keys.stream()
        .filter(ResolvedTarget.IdentityFile::asked)
        .findFirst()
        .or(() -> keys.stream().filter(it -> it.file().endsWith("id_ed25519")).findFirst())
        .or(() -> keys.stream().findFirst());
  }

  private boolean machine() {
    progress.now(PathLayer.MACHINE, "looking at this machine");
    var look = new MachineLook(means.time(), means.ours());
    if (!isHere() && !look.hasNetwork(notebook)) return false;
    return way.tunnel().map(tunnel -> look.hasPorts(notebook, tunnel.written())).orElse(true);
  }

  private boolean isHere() {
    var host = hop().map(TcpTarget::host).orElse("");
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  private boolean network() throws InterruptedException {
    var hop = hop();
    if (hop.isEmpty()) return true; // a ProxyCommand dials: what it does is its own
    tailnet(hop.get().host());
    progress.now(PathLayer.NETWORK, "connecting to " + hop.get());
    var carries = new NetworkLook(means, way.patience().tcp()).look(notebook, hop.get());
    if (carries) return true;
    if (notebook.evidence().failedAt(PathLayer.NETWORK))
      target.map(Culprit::firstHop).ifPresent(this::blame);
    absence();
    return false;
  }

  /** A gateway of this machine that nobody answers for may have refused its configuration. */
  private void absence() {
    if (way.gateway().isEmpty() || way.login().isPresent() || !isHere()) return;
    if (notebook.evidence().failure(Reason.REFUSED).isEmpty()) return;
    progress.now(PathLayer.GATEWAY, "looking why it does not run");
    AbsentGateway.rejection(way.gateway().get().url())
        .ifPresent(why -> notebook.sign(new Sign.ConfigRefused(why.detail())));
  }

  private void tailnet(String host) throws InterruptedException {
    if (!TailnetStep.concerns(host, way.tailnet())) return;
    progress.now(PathLayer.NETWORK, "asking tailscale");
    new TailnetStep(means).look(notebook, host, way.tailnet());
  }

  private Optional<TcpTarget> hop() {
    if (way.login().isPresent()) return target.flatMap(Walk::first);
    if (way.tunnel().isPresent()) return Optional.empty(); // somebody else keeps it
    return way.gateway().map(Walk::address);
  }

  private static Optional<TcpTarget> first(ResolvedTarget target) {
    var hop = target.route().jumps().isEmpty() ? target : target.route().jumps().getFirst();
    if (hop.route().proxyCommand().isPresent()) return Optional.empty();
    return Optional.of(TcpTarget.of(hop.login().host(), hop.login().port()));
  }

  private static TcpTarget address(GatewaySettings gateway) {
    var url = gateway.url();
    var usual = "wss".equals(url.getScheme()) ? 443 : 80;
    return TcpTarget.of(url.getHost(), url.getPort() > 0 ? url.getPort() : usual);
  }

  private boolean login() throws InterruptedException {
    if (way.login().isEmpty()) return true;
    progress.now(PathLayer.SSH_AUTH, "logging in to " + target.orElseThrow().login());
    lease =
        new LoginLook(means, way.patience().login())
            .look(notebook, way.login().get(), target.orElseThrow());
    notebook
        .evidence()
        .first(Sign.Failed.class)
        .ifPresent(failed -> blame(Culprit.of(target.orElseThrow(), failed.failure())));
    return lease.isPresent();
  }

  private boolean forward() throws InterruptedException {
    if (way.tunnel().isEmpty()) return true;
    progress.now(PathLayer.FORWARD, "carrying bytes through the tunnel");
    return new ForwardLook(means, way.patience().forward())
        .look(notebook, way.tunnel().get(), session());
  }

  /** A tunnel of the walk's own is as old as the walk: how long it stands says nothing. */
  private void tunnel() {
    if (way.tunnel().isEmpty() || way.tunnel().get().walked() instanceof TunnelSettings.External)
      return;
    var state = notebook.evidence().word(Fact.TUNNEL_STATE).orElse("active");
    var note = way.tunnel().get().standing() ? "" : "brought up for this diagnosis only";
    notebook.passed(PathLayer.TUNNEL, Fact.TUNNEL_STATE, FactValue.of(state), note);
  }

  private boolean gateway() throws InterruptedException {
    if (way.gateway().isEmpty()) return true;
    progress.now(PathLayer.GATEWAY, "speaking to the gateway");
    return new GatewayLook(means, way.patience().gateway()).look(notebook, way.gateway().get());
  }
}

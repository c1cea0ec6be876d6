package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Login.Hop;
import dev.lifeguard.ssh.Login.Step;
import dev.lifeguard.ssh.config.ResolvedTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens the wire to a target: over the network, through its jump hosts, or through its
 * ProxyCommand. Runs on a thread that may wait.
 */
final class Routes {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** An open wire, and what is to be given back after its end. */
  record Route(Wire wire, Runnable release) {}

  /**
   * A jump host's session.
   *
   * @param stood it was there before we asked
   */
  record Reached(SshLease lease, boolean stood) {}

  /** Opens, or finds open, the session to a jump host. */
  @FunctionalInterface
  interface Bastions {
    Reached reach(Dialler.Call jump) throws LoginException, InterruptedException;
  }

  private final IoLoops loops;
  private final Gate gate;
  private final Bastions bastions;
  private final Names names = new Names();

  Routes(IoLoops loops, Gate gate, Bastions bastions) {
    this.loops = loops;
    this.gate = gate;
    this.bastions = bastions;
  }

  Route open(Dialler.Call call, Laps laps, List<Hop> before)
      throws LoginException, InterruptedException {
    var route = call.target().route();
    if (!route.jumps().isEmpty()) return throughJump(call, laps, before);
    gate.permit(call);
    if (route.proxyCommand().isPresent())
      return throughCommand(call, route.proxyCommand().get(), laps);
    try {
      return direct(call, laps);
    } catch (FailedException | InterruptedException e) {
      gate.refund(call); // sshd has not seen us
      throw e;
    }
  }

  private Route direct(Dialler.Call call, Laps laps) throws InterruptedException {
    var target = call.target();
    var loop = loops.next();
    var dial = new TcpDial(loop, target.patience().connectTimeout(), target.route().bindAddress());
    var socket =
        switch (call.persistence()) {
          case ONCE -> dial.dial(addresses(call, laps));
          case UNTIL_IT_OPENS ->
              dial.knock(() -> addresses(call, laps), call.trace()::knockedInVain);
        };
    var address = prepared(socket, target);
    laps.reached(SocketName.of(address));
    call.trace().tell("connected to " + SocketName.of(address));
    return new Route(new TcpWire(socket, address, loop), () -> {});
  }

  private List<InetSocketAddress> addresses(Dialler.Call call, Laps laps)
      throws InterruptedException {
    var target = call.target();
    laps.restart(Step.RESOLVE);
    var resolved = names.resolve(target.login().host(), target.patience().connectTimeout());
    var usable = TcpDial.ofFamily(resolved.addresses(), target.route().family());
    if (usable.isEmpty())
      throw new FailedException(Reason.UNRESOLVED, "no address of the family that is asked for");
    if (resolved.remembered()) call.trace().tell("the resolver fails: using remembered addresses");
    laps.begin(Step.CONNECT);
    return usable.stream()
        .map(address -> new InetSocketAddress(address, target.login().port()))
        .toList();
  }

  private static InetSocketAddress prepared(SocketChannel socket, ResolvedTarget target) {
    try {
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, target.patience().tcpKeepAlive());
      return (InetSocketAddress) socket.getRemoteAddress();
    } catch (IOException e) {
      throw new FailedException(Reason.RESET, "gone at once: " + e.getMessage());
    }
  }

  private Route throughCommand(Dialler.Call call, String command, Laps laps) {
    laps.begin(Step.CONNECT);
    call.trace().tell("starting ProxyCommand: " + command);
    return new Route(new ProcessWire(peer(call), command), () -> {});
  }

  private Route throughJump(Dialler.Call call, Laps laps, List<Hop> before)
      throws LoginException, InterruptedException {
    var jump = new Dialler.Call(lastJump(call.target()), call.persistence(), call.trace());
    var reached = bastions.reach(jump);
    var lease = reached.lease();
    var hops = lease.session().login().hops();
    before.addAll(reached.stood() ? hops.stream().map(Hop::again).toList() : hops);
    try {
      gate.permit(call);
      laps.begin(Step.CONNECT);
      var wire = new ChannelWire(peer(call), lease.session());
      wire.through(channel(call, lease.session(), wire));
      return new Route(wire, lease::close);
    } catch (RuntimeException | InterruptedException e) {
      lease.close();
      throw e;
    }
  }

  /** The last jump host, reached through those before it. */
  private static ResolvedTarget lastJump(ResolvedTarget target) {
    var jumps = target.route().jumps();
    var last = jumps.getLast();
    var own = last.route();
    var way =
        new ResolvedTarget.Route(
            jumps.subList(0, jumps.size() - 1),
            own.proxyCommand(),
            own.family(),
            own.bindAddress());
    return new ResolvedTarget(
        last.alias(),
        last.login(),
        way,
        last.credentials(),
        last.hostKeys(),
        last.patience(),
        last.algorithms(),
        last.forwards(),
        last.findings());
  }

  private SshChannel channel(Dialler.Call call, SshSession bastion, ChannelWire wire)
      throws InterruptedException {
    while (true) {
      try {
        return channelOnce(call, bastion, wire);
      } catch (FailedException e) {
        gate.refund(call);
        if (call.persistence() == Persistence.ONCE
            || e.failure().reason() != Reason.JUMP_UNREACHABLE) throw e;
        call.trace().knockedInVain(e.failure());
        gate.pause(AGAIN);
        gate.permit(call);
      }
    }
  }

  private static SshChannel channelOnce(Dialler.Call call, SshSession bastion, ChannelWire wire)
      throws InterruptedException {
    var login = call.target().login();
    var timeout = call.target().patience().connectTimeout();
    var opening =
        bastion
            .openTcp(login.host(), login.port(), new SshAcceptor.Origin("127.0.0.1", 0), wire)
            .toCompletableFuture();
    try {
      return opening.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      opening.thenAccept(SshChannel::close);
      throw new FailedException(
          Reason.JUMP_UNREACHABLE, "no connection within " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new FailedException(jumpFailure(bastion.server(), e.getCause()));
    }
  }

  private static Failure jumpFailure(String jump, Throwable cause) {
    if (!(cause instanceof FailedException failed))
      return new Failure(Reason.BROKEN, String.valueOf(cause));
    var reason =
        switch (failed.failure().reason()) {
          case FORWARDING_DENIED, NOT_SUPPORTED -> Reason.JUMP_REFUSED;
          case DESTINATION_REFUSED, DESTINATION_UNREACHABLE, CHANNEL_LIMIT ->
              Reason.JUMP_UNREACHABLE;
          default -> failed.failure().reason();
        };
    return new Failure(reason, "jump host " + jump + ": " + failed.failure().detail());
  }

  private static InetSocketAddress peer(Dialler.Call call) {
    var login = call.target().login();
    return InetSocketAddress.createUnresolved(login.host(), login.port());
  }
}

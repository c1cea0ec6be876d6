package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * One authenticated SSH connection with everything that can be asked of it. Every stage fails with
 * a {@link FailedException}. Usable from any thread; nothing blocks; stages complete on the
 * session's I/O thread.
 */
public final class SshSession {
  private final long number;
  private final String server;
  private final Login login;
  private final WireSession wire;
  private final Time time;
  private final Keepalive keepalive;
  private final CompletableFuture<Failure> closed = new CompletableFuture<>();
  private volatile boolean over;
  private volatile Optional<Failure> deliberate = Optional.empty();

  /** What a session is about, before it is one. */
  record Identity(
      long number, String server, Login login, SshSettings.Keepalive keepalive, SshTrace trace) {}

  SshSession(Identity identity, WireSession wire, Time time) {
    this.number = identity.number();
    this.server = identity.server();
    this.login = identity.login();
    this.wire = wire;
    this.time = time;
    this.keepalive = new Keepalive(wire, identity.keepalive(), time, this::end);
    wire.handshake().ended().thenRun(this::over);
  }

  /** Numbers the sessions of this process: the generation of whoever uses it. */
  public long number() {
    return number;
  }

  /** {@code user@host:port}. */
  public String server() {
    return server;
  }

  public Login login() {
    return login;
  }

  /** The cipher from the server to us, under its SSH name. */
  public String cipher() {
    return wire.handshake().agreed().getOrDefault(KexProposalOption.S2CENC, "");
  }

  /** Completes once, within milliseconds of the end, with its reason. Never fails. */
  public CompletionStage<Failure> closed() {
    return closed.minimalCompletionStage();
  }

  public boolean isOpen() {
    return !over;
  }

  /** Asks the server something now and completes with the round trip, or fails at the deadline. */
  public CompletionStage<Duration> alive(Duration deadline) {
    return Keepalive.roundTrip(wire, deadline, time);
  }

  /**
   * A connection from the far side to {@code host:port}. Fails with FORWARDING_DENIED,
   * DESTINATION_REFUSED, DESTINATION_UNREACHABLE, CHANNEL_LIMIT or with the session's own end.
   */
  public CompletionStage<SshChannel> openTcp(
      String host, int port, SshAcceptor.Origin origin, SshReceiver receiver) {
    return open(
            "direct-tcpip",
            request -> {
              request.putString(host);
              request.putInt(port);
              request.putString(origin.host());
              request.putInt(origin.port());
            },
            receiver)
        .exceptionallyCompose(thrown -> ChannelRefusal.towards(host, thrown));
  }

  /** A connection from the far side to one of its unix sockets. */
  public CompletionStage<SshChannel> openUnix(String path, SshReceiver receiver) {
    return open(
        "direct-streamlocal@openssh.com",
        request -> {
          request.putString(path);
          request.putString(""); // reserved, as is the number
          request.putInt(0);
        },
        receiver);
  }

  /**
   * Lets the far side listen. Fails with REMOTE_BIND_DENIED. The server's GatewayPorts may widen or
   * narrow the address of a port.
   */
  public CompletionStage<RemoteBinding> bindRemote(RemotePlace place, SshAcceptor acceptor) {
    return wire.channels().bindings().bind(place, acceptor);
  }

  /** Runs a command over there; output beyond {@code limit} bytes is dropped. */
  public CompletionStage<ExecResult> exec(String command, Duration deadline, int limit) {
    return exec(command, new byte[0], deadline, limit);
  }

  /** The same, with something for the command to read. */
  public CompletionStage<ExecResult> exec(
      String command, byte[] input, Duration deadline, int limit) {
    var execution = new Execution(limit);
    var result =
        open("session", _ -> {}, execution)
            .exceptionallyCompose(SshSession::limited)
            .thenCompose(channel -> execution.run(wire.channels(), channel, command, input))
            .toCompletableFuture();
    var alarm = time.after(deadline, () -> result.completeExceptionally(tooLate(deadline)));
    result.whenComplete(
        (_, _) -> {
          alarm.cancel();
          execution.end();
        });
    return result;
  }

  private static FailedException tooLate(Duration deadline) {
    return new FailedException(Reason.TIMEOUT, "not over after " + deadline.toSeconds() + " s");
  }

  /**
   * Opens a session channel that runs nothing. While one is open, sshd 9.2 sends small answers at
   * once instead of 40 ms later. Fails with CHANNEL_LIMIT where sshd allows no session channels.
   */
  public CompletionStage<Void> openIdleChannel() {
    return open("session", _ -> {}, new Execution(0))
        .exceptionallyCompose(SshSession::limited)
        .<Void>thenApply(_ -> null);
  }

  /** For a session channel there is no destination that could fail: only MaxSessions. */
  private static CompletionStage<SshChannel> limited(Throwable failed) {
    var cause = failed.getCause() instanceof FailedException inner ? inner : failed;
    var known = cause instanceof FailedException expected ? expected.failure() : null;
    return CompletableFuture.failedFuture(
        known != null && known.reason() == Reason.DESTINATION_UNREACHABLE
            ? new FailedException(Reason.CHANNEL_LIMIT, known.detail())
            : cause);
  }

  private CompletableFuture<SshChannel> open(
      String type, java.util.function.Consumer<Buffer> more, SshReceiver receiver) {
    return wire.channels().open(new Channels.Opening(type, more), receiver);
  }

  /** Payload of all channels so far. */
  public Traffic traffic() {
    return wire.channels().traffic();
  }

  /** Ends it now, and says why to all who use it. */
  public void end(Failure why) {
    deliberate = Optional.of(why);
    wire.close(true);
  }

  void execute(Runnable step) {
    wire.wire().execute(step);
  }

  /** Closed before its channels are told, so that whoever hears of theirs knows why. */
  private void over() {
    over = true;
    keepalive.end();
    var why = deliberate.orElseGet(() -> LoginFailure.ended(wire.handshake(), "after the login"));
    wire.channels().end(why);
    closed.complete(why);
  }

  @Override
  public String toString() {
    return "session " + number + " to " + server;
  }
}

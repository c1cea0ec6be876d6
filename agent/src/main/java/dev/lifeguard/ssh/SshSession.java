package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * One authenticated SSH connection with everything that can be asked of it. Every stage fails with
 * a {@link dev.lifeguard.reason.FailedException}. Usable from any thread; nothing blocks; stages
 * complete on the session's I/O thread.
 */
public interface SshSession {
  /** Numbers the sessions of this process: the generation of whoever uses it. */
  long number();

  /** {@code user@host:port}. */
  String server();

  Login login();

  /** Completes once, within milliseconds of the end, with its reason. Never fails. */
  CompletionStage<Failure> closed();

  /** Asks the server something now and completes with the round trip, or fails at the deadline. */
  CompletionStage<Duration> alive(Duration deadline);

  /**
   * A connection from the far side to {@code host:port}. Fails with FORWARDING_DENIED,
   * DESTINATION_REFUSED, DESTINATION_UNREACHABLE, CHANNEL_LIMIT or with the session's own end.
   */
  CompletionStage<SshChannel> openTcp(
      String host, int port, SshAcceptor.Origin origin, SshReceiver receiver);

  /** A connection from the far side to one of its unix sockets. */
  CompletionStage<SshChannel> openUnix(String path, SshReceiver receiver);

  /**
   * Lets the far side listen; port 0 lets it pick. Fails with REMOTE_BIND_DENIED. The server's
   * GatewayPorts may widen or narrow {@code host}.
   */
  CompletionStage<RemoteBinding> bindRemote(String host, int port, SshAcceptor acceptor);

  /** Runs a command over there; output beyond {@code limit} bytes is dropped. */
  CompletionStage<ExecResult> exec(String command, Duration deadline, int limit);

  /**
   * Opens a session channel that runs nothing. While one is open, sshd 9.2 sends small answers at
   * once instead of 40 ms later. Fails with CHANNEL_LIMIT or FORWARDING_DENIED where not allowed.
   */
  CompletionStage<Void> openIdleChannel();

  /** Payload of all channels so far. */
  Traffic traffic();
}

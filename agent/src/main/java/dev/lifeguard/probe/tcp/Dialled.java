package dev.lifeguard.probe.tcp;

import dev.lifeguard.reason.Failure;
import java.net.InetSocketAddress;
import java.time.Duration;

/** What one attempt to connect came to. */
public sealed interface Dialled {
  /** Who measured the latency. */
  enum Source {
    /** TCP's own round trip: true however busy the agent is. */
    KERNEL,
    /** The clock on our wall, from the call to the answer: a busy agent adds its own queueing. */
    USER
  }

  /**
   * The handshake was completed.
   *
   * @param latency what to report: the kernel's round trip, or wall time where the kernel does not
   *     say or where the request was sent more than once, because then the path is not fast
   * @param wall from the call to the answer
   * @param retransmits how often the connection request was sent again
   */
  record Connected(
      InetSocketAddress address, Duration latency, Source source, Duration wall, int retransmits)
      implements Dialled {}

  /** The target, or the way to it, did not let us. */
  record NotConnected(Failure failure) implements Dialled {}

  /** We did not really try, so nothing is known about the target. */
  record NotTried(Failure because) implements Dialled {}
}

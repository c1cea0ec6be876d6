package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.util.Locale;

/** Whether one forward can take connections. Whether anything answers behind it, a probe says. */
public sealed interface ForwardStatus {
  /** Not open: the tunnel is stopped, or has no session that could listen over there. */
  record Closed() implements ForwardStatus {}

  /** Takes connections at this address. */
  record Listening(Endpoint at) implements ForwardStatus {}

  /** Cannot listen; tried again and again. */
  record Broken(Failure why) implements ForwardStatus {}

  default String word() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}

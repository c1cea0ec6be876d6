package dev.lifeguard.metrics;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshEvent;
import dev.lifeguard.ssh.SshEvent.HostPaused;
import dev.lifeguard.ssh.SshEvent.LoginFailed;
import dev.lifeguard.ssh.SshEvent.SessionClosed;
import dev.lifeguard.ssh.SshEvent.SessionOpened;
import io.prometheus.client.Counter;
import java.util.EnumSet;

/** Logins that failed and sessions that came and went, each by its reason. */
public final class SshMeters {
  /** What can go wrong before a session stands: counted from zero, so that a rate can be taken. */
  private static final EnumSet<Reason> LOGIN =
      EnumSet.range(Reason.NO_BANNER, Reason.PROXY_COMMAND_FAILED);

  private final Series series;
  private final Counter failures =
      Counter.build("openclaw_ssh_auth_failures_total", "SSH logins that failed, by reason.")
          .labelNames("reason")
          .create();
  private final Counter sessions =
      Counter.build("lifeguard_ssh_sessions_opened_total", "SSH sessions that were opened.")
          .create();
  private final Counter closed =
      Counter.build("lifeguard_ssh_sessions_closed_total", "SSH sessions that ended, by reason.")
          .labelNames("reason")
          .create();
  private final Counter paused =
      Counter.build("lifeguard_ssh_host_pauses_total", "Times a host was left alone, by reason.")
          .labelNames("reason")
          .create();

  public SshMeters(Metrics metrics, Bus bus) {
    series = metrics.series();
    metrics.register(failures);
    metrics.register(sessions);
    metrics.register(closed);
    metrics.register(paused);
    LOGIN.forEach(reason -> series.count(failures, 0, reason.code()));
    bus.on(SshEvent.class, this::hear);
  }

  private void hear(SshEvent event) {
    switch (event) {
      case SessionOpened _ -> sessions.inc();
      case LoginFailed failed -> series.count(failures, 1, failed.failure().reason().code());
      case SessionClosed over -> series.count(closed, 1, over.why().reason().code());
      case HostPaused pause -> series.count(paused, 1, pause.because().reason().code());
    }
  }
}

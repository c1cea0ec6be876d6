package dev.lifeguard.ssh;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.config.SshFinding;
import dev.lifeguard.ssh.config.SshFinding.Severity;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what becomes of our sessions: once on the bus, and in the log. */
final class SshNews {
  private static final Logger log = LoggerFactory.getLogger(SshNews.class);

  private static final int MOST_SAID = 1000;

  private final Bus bus;
  private final Time time;
  private final Set<SshFinding> said = ConcurrentHashMap.newKeySet();

  SshNews(Bus bus, Time time) {
    this.bus = bus;
    this.time = time;
  }

  /** The session stands; its end will be told too. */
  void opened(SshSession session) {
    var server = session.server();
    log.info(
        "ssh session opened server={} session={} took={}ms cipher={}",
        server,
        session.number(),
        session.login().took().toMillis(),
        session.cipher());
    bus.publish(new SshEvent.SessionOpened(server, session.number(), session.login(), time.now()));
    session.closed().thenAccept(why -> closed(server, session.number(), why));
  }

  private void closed(String server, long session, Failure why) {
    log.info("ssh session closed server={} session={} because=\"{}\"", server, session, why);
    bus.publish(new SshEvent.SessionClosed(server, session, why, time.now()));
  }

  /** What OpenSSH's configuration asks for and we do not do: once each, not at every login. */
  void notAsAsked(List<SshFinding> findings) {
    for (var finding : findings)
      if (finding.severity() == Severity.WARNING && said.size() < MOST_SAID && said.add(finding))
        log.warn("ssh configuration: {}", finding);
  }

  void failed(String server, Failure failure, Login soFar) {
    log.info("ssh login failed server={} because=\"{}\"", server, failure);
    bus.publish(new SshEvent.LoginFailed(server, failure, soFar, time.now()));
  }

  void paused(String server, Failure because, Duration pause) {
    log.info("ssh server left alone server={} for={}s", server, pause.toSeconds());
    var now = time.now();
    bus.publish(new SshEvent.HostPaused(server, because, now.plus(pause), now));
  }
}

package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.ResolvedTarget.SessionKey;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Logins for their own sake: whoever asks for the same one soon after gets the same outcome. */
final class LoginPool {
  private static final Failure DONE =
      new Failure(Reason.CANCELLED, "a login for the sake of logging in");

  private record SharedLogin(long startNanos, CompletableFuture<LoginOutcome> outcome) {}

  private final Time time;
  private final SessionPool.Dial dial;
  private final Map<SessionKey, SharedLogin> logins = new HashMap<>();

  LoginPool(Time time, SessionPool.Dial dial) {
    this.time = time;
    this.dial = dial;
  }

  /** On a thread that may wait, and that does so for the first who asks. */
  CompletableFuture<LoginOutcome> login(ResolvedTarget target, Duration notOlderThan) {
    SharedLogin mine;
    synchronized (logins) {
      var last = logins.get(target.sessionKey());
      if (last != null && time.since(last.startNanos()).compareTo(notOlderThan) <= 0)
        return last.outcome();
      mine = new SharedLogin(time.nanos(), new CompletableFuture<>());
      logins.put(target.sessionKey(), mine);
    }
    try {
      mine.outcome().complete(loginNow(target));
    } catch (RuntimeException e) {
      mine.outcome().completeExceptionally(e);
    }
    return mine.outcome();
  }

  private LoginOutcome loginNow(ResolvedTarget target) {
    try {
      var session =
          dial.dial(new Dialler.Call(target, Persistence.ONCE, SshTrace.SILENT, Dialler.Use.PROVE));
      session.end(DONE);
      return new LoginOutcome.Passed(session.login());
    } catch (LoginException e) {
      return e.tried() || e.failure().reason().kind() == Reason.Kind.PERMANENT
          ? new LoginOutcome.Failed(e.failure(), e.soFar())
          : new LoginOutcome.NotTried(e.failure());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new LoginOutcome.NotTried(new Failure(Reason.CANCELLED, "interrupted"));
    }
  }
}

package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says whether a login may be tried now, and learns from each. Usable from any thread. */
final class Gate {
  /** Longer than this nobody is let wait for a permit. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final SshNews news;
  private final Time time;
  private final Budget budget = new Budget();
  private final Holds holds = new Holds();

  Gate(SshNews news, Time time) {
    this.news = news;
    this.time = time;
  }

  /** Fails with what the last login with the same stake failed with. */
  void refuseHeld(Dialler.Call call, Holds.Stake stake) {
    holds
        .held(call.target().sessionKey(), stake, time.nanos())
        .ifPresent(
            failure -> {
              throw new NotTried(failure);
            });
  }

  /** Takes a permit for one connection; waits for its turn. */
  void permit(Dialler.Call call) throws InterruptedException {
    var until = time.nanos() + LONGEST_WAIT.toNanos();
    while (true) {
      switch (budget.ask(host(call), time.nanos())) {
        case Budget.Answer.Go _ -> {
          return;
        }
        case Budget.Answer.Paused(var because, var left) ->
            throw new NotTried(
                new Failure(
                    because.reason(),
                    because.detail() + "; left alone for another " + seconds(left)));
        case Budget.Answer.Later(var wait) -> {
          if (time.nanos() + wait.toNanos() > until)
            throw new NotTried(new Failure(Reason.BUDGET_EXHAUSTED, "of " + host(call)));
          call.trace().tell("waiting for the budget of " + host(call));
          pause(wait);
        }
      }
    }
  }

  /** The permit was not used. */
  void refund(Dialler.Call call) {
    budget.refund(host(call), time.nanos());
  }

  void welcomed(Dialler.Call call) {
    budget.welcomed(host(call), time.nanos());
    holds.release(call.target().sessionKey());
  }

  void retry(ResolvedTarget target) {
    holds.release(target.sessionKey());
  }

  void failed(Dialler.Call call, Failure failure, Holds.Stake stake) {
    var now = time.nanos();
    pause(host(call), failure, now).ifPresent(pause -> news.paused(call.server(), failure, pause));
    if (failure.reason().kind() != Reason.Kind.PERMANENT) return;
    holds.hold(call.target().sessionKey(), failure, stake, now);
    news.paused(call.server(), failure, Holds.LONGEST);
  }

  private Optional<Duration> pause(String host, Failure failure, long now) {
    if (failure.reason().kind() == Reason.Kind.PENALTY)
      return Optional.of(budget.penalise(host, failure, now));
    if (!LoginFailure.isHangUp(failure)) return Optional.empty();
    return budget.hungUp(host, LoginFailure.again(failure), now);
  }

  private static String host(Dialler.Call call) {
    var login = call.target().login();
    return login.host() + ":" + login.port();
  }

  private static String seconds(Duration duration) {
    return (duration.toMillis() + 999) / 1000 + " s";
  }

  /** Waits on a thread that may; an interrupt ends it. */
  void pause(Duration wait) throws InterruptedException {
    var rung = new CountDownLatch(1);
    var timer = time.after(wait, rung::countDown);
    try {
      rung.await(wait.toMillis() + 60_000, TimeUnit.MILLISECONDS);
    } finally {
      timer.cancel();
    }
  }
}

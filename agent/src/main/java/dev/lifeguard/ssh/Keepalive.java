package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Asks one session's server every so often whether it is there, on a timer of its own. Whatever
 * comes in counts as an answer. So many questions in a row without one end the session; after the
 * first miss the time to answer is shorter, so that the end comes well within {@code every ×
 * (misses + 1)}.
 */
final class Keepalive {
  private static final String QUESTION = "keepalive@openssh.com";

  private static final Duration LATE = Duration.ofSeconds(1);

  private final WireSession session;
  private final SshSettings.Keepalive settings;
  private final Consumer<Failure> lost;
  private final Time time;
  private Timer timer;
  private long heardBefore;
  private long lastHeard;
  private int missed;
  private boolean asked;
  private boolean over;
  private long due;

  Keepalive(
      WireSession session, SshSettings.Keepalive settings, Time time, Consumer<Failure> lost) {
    this.session = session;
    this.settings = settings;
    this.lost = lost;
    this.time = time;
    this.timer = ring(settings.every());
  }

  synchronized void end() {
    over = true;
    timer.cancel();
  }

  private synchronized void tick() {
    if (over) return;
    var heard = session.wire().heard();
    if (asked && heard == heardBefore) missed += late() ? 0 : 1;
    else missed = 0;
    if (heard != heardBefore || !asked) lastHeard = time.nanos();
    if (missed >= settings.misses()) {
      end();
      lost.accept(new Failure(Reason.KEEPALIVE_LOST, "nothing heard for " + silence()));
      return;
    }
    heardBefore = heard;
    asked = true;
    ask(session);
    timer = ring(missed == 0 ? settings.every() : settings.hurried());
  }

  private Timer ring(Duration after) {
    due = time.nanos() + after.toNanos();
    return time.after(after, this::tick);
  }

  /** We stood still ourselves: what came in meanwhile may not have been read yet. */
  private boolean late() {
    return time.since(due).compareTo(LATE) > 0;
  }

  private String silence() {
    return time.since(lastHeard).toMillis() / 1000.0 + " s";
  }

  /** Completes with whatever the server answers: it may well refuse, and that is an answer. */
  static CompletableFuture<Void> ask(WireSession session) {
    return GlobalRequest.send(session, QUESTION, _ -> {})
        .handle(
            (_, failed) -> {
              if (failed == null || failed instanceof GlobalRequest.Denied) return null;
              throw new java.util.concurrent.CompletionException(failed);
            });
  }

  /** The round trip of one question, or a failure at the deadline. */
  static CompletableFuture<Duration> roundTrip(WireSession session, Duration deadline, Time time) {
    var start = time.nanos();
    var answer = ask(session).thenApply(_ -> time.since(start));
    expire(answer, deadline, time);
    return answer;
  }

  /** Whoever stood still himself gives the server its time once more. */
  private static void expire(CompletableFuture<Duration> answer, Duration deadline, Time time) {
    var due = time.nanos() + deadline.toNanos();
    Runnable ring =
        () -> {
          if (answer.isDone()) return;
          if (time.since(due).compareTo(LATE) > 0) expire(answer, deadline, time);
          else
            answer.completeExceptionally(
                new dev.lifeguard.reason.FailedException(
                    Reason.TIMEOUT, "no answer within " + deadline.toMillis() + " ms"));
        };
    var alarm = time.after(deadline, ring);
    answer.whenComplete((_, _) -> alarm.cancel());
  }
}

package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.HttpFace;
import dev.lifeguard.gateway.HttpSight;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.function.Consumer;

/** Asks the HTTP pages when the socket alone cannot tell, one question at a time. */
final class SecondOpinion {
  private static final Duration WITHIN = Duration.ofSeconds(2);

  /** While a gateway is away or silent, it is asked so often. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final HttpFace http;
  private final Time time;
  private final Consumer<HttpSight> listener;
  private Aftermath aftermath = Aftermath.OVER;
  private boolean closed;
  private boolean asking;
  private boolean outdated;
  private boolean asked;
  private long askedAt;

  SecondOpinion(HttpFace http, Time time, Consumer<HttpSight> listener) {
    this.http = http;
    this.time = time;
    this.listener = listener;
  }

  void ask() {
    if (asking || closed) return;
    asking = true;
    asked = true;
    askedAt = time.nanos();
    http.look(WITHIN).onComplete(_ -> asking = false).onSuccess(this::answered);
  }

  /** Something happened just now: what is under way was asked before it, and says nothing of it. */
  void askAnew() {
    outdated = asking;
    aftermath = Aftermath.BEGUN;
    ask();
  }

  private void answered(HttpSight seen) {
    if (closed) return;
    if (outdated) {
      outdated = false;
      ask();
      return;
    }
    var again = aftermath.again(seen);
    again.ifPresentOrElse(this::askIn, () -> listener.accept(seen));
  }

  private void askIn(Duration pause) {
    aftermath = aftermath.next();
    time.after(pause, this::ask);
  }

  void askAgain() {
    if (!asked || time.since(askedAt).compareTo(AGAIN) >= 0) ask();
  }

  void close() {
    closed = true;
    http.close();
  }
}

package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Keeps one connection to a gateway: dials, dials again when it ends, waits as told, and stops
 * dialling where another attempt would only be refused. Lives on the event loop that started it.
 */
public final class Keeper {
  /** What becomes of the connection. */
  public sealed interface News {
    record Standing(GatewayConnection connection) implements News {}

    record Pushed(String event, Payload payload) implements News {}

    record Ended(Closed how) implements News {}

    record Failing(HandshakeFailure failure) implements News {}

    /** No attempt is made until the secret changes or the gateway was restarted. */
    record HeldOff(Failure because) implements News {}

    /** No token is configured, and the gateway wants one. */
    record Outside() implements News {}
  }

  /** How soon a changed secret file is noticed. Reading it costs nothing. */
  private static final Duration SECRET = Duration.ofSeconds(2);

  private static final Duration PROVEN = Duration.ofSeconds(5);
  private static final int SHAKY = 4;

  private final Dialer dialer;
  private final Time time;
  private final Consumer<News> listener;
  private final DoubleSupplier chance;
  private final AttemptGate gate = new AttemptGate();
  private Optional<GatewayConnection> connection = Optional.empty();
  private Timer next = () -> {};
  private long life;
  private long stoodSince;
  private int failures;
  private int brief;
  private boolean dialling;
  private boolean stopped;

  public Keeper(Dialer dialer, Time time, Consumer<News> listener, DoubleSupplier chance) {
    this.dialer = dialer;
    this.time = time;
    this.listener = listener;
    this.chance = chance;
  }

  public void start() {
    attempt();
  }

  public void stop() {
    stopped = true;
    life++;
    next.cancel();
    connection.ifPresent(GatewayConnection::close);
    dialer.close();
  }

  /** It broke off again and again, each time soon after it stood. */
  public boolean isShaky() {
    return brief >= SHAKY;
  }

  /** Whether the connection that stands has stood long enough to be believed. */
  public boolean isProven() {
    return !isShaky() || time.since(stoodSince).compareTo(PROVEN) >= 0;
  }

  /** The gateway was away and is back: it may know our secret now. */
  public void cameBack() {
    gate.open();
    if (connection.isEmpty()) attemptIn(Duration.ZERO);
  }

  private void attempt() {
    if (stopped || dialling || connection.isPresent()) return;
    dialling = true;
    var mine = ++life;
    dialer
        .credential()
        .onSuccess(credential -> attempt(credential, mine))
        .onFailure(
            thrown -> {
              var failure = NetworkFailures.of(thrown);
              var none = HandshakeFailure.of(Phases.Phase.RESOLVE, failure, Phases.NONE);
              ended(none, backoff(none));
            });
  }

  private void attempt(Credential credential, long mine) {
    var closed = gate.closed(credential, time.nanos());
    if (closed.isPresent()) {
      heldOff(credential, closed.get());
      return;
    }
    dialer
        .dial(credential, signal -> heard(signal, mine))
        .onSuccess(
            attempt -> {
              switch (attempt) {
                case Attempt.Stands(var it) when stopped -> it.close();
                case Attempt.Stands(var it) -> stands(it);
                case Attempt.Failed(var failure) -> failed(credential, failure);
              }
            });
  }

  private void stands(GatewayConnection fresh) {
    dialling = false;
    stoodSince = time.nanos();
    failures = 0;
    connection = Optional.of(fresh);
    listener.accept(new News.Standing(fresh));
  }

  private void failed(Credential credential, HandshakeFailure failure) {
    gate.failed(credential, failure, time.nanos());
    if (outside(credential, failure.failure())) heldOff(credential, failure.failure());
    else ended(failure, pause(credential, failure));
  }

  /** Where no attempt would be made anyway, the secret is looked at all the sooner. */
  private Duration pause(Credential credential, HandshakeFailure failure) {
    return gate.closed(credential, time.nanos()).isPresent() ? SECRET : backoff(failure);
  }

  private Duration backoff(HandshakeFailure failure) {
    return Backoff.after(failure, failures + 1, chance.getAsDouble());
  }

  private void ended(HandshakeFailure failure, Duration pause) {
    dialling = false;
    failures++;
    if (stopped) return;
    attemptIn(pause);
    listener.accept(new News.Failing(failure));
  }

  private void heldOff(Credential credential, Failure because) {
    dialling = false;
    if (stopped) return;
    attemptIn(SECRET);
    listener.accept(outside(credential, because) ? new News.Outside() : new News.HeldOff(because));
  }

  private static boolean outside(Credential credential, Failure because) {
    return credential instanceof Credential.Nothing
        && because.reason() == Reason.CREDENTIAL_MISSING;
  }

  private void heard(Signal signal, long mine) {
    if (mine != life || stopped) return; // of a former life
    switch (signal) {
      case Signal.Pushed(var event, var payload) ->
          listener.accept(new News.Pushed(event, payload));
      case Signal.Ended(var how) -> ended(how);
    }
  }

  private void ended(Closed how) {
    connection = Optional.empty();
    brief = time.since(stoodSince).compareTo(PROVEN) < 0 ? brief + 1 : 0;
    attemptIn(delay(how));
    listener.accept(new News.Ended(how));
  }

  /** At once, because that tells what happened; unless it breaks at once again and again. */
  private Duration delay(Closed how) {
    if (brief > 1)
      return Backoff.after(
          HandshakeFailure.of(Phases.Phase.RPC, how.failure(), Phases.NONE),
          brief,
          chance.getAsDouble());
    return switch (how) {
      case Closed.Restarting _, Closed.TooEarly _ -> Duration.ofMillis(250);
      case Closed.Misbehaved _ -> PROVEN;
      case Closed.Stopping _,
          Closed.AuthChanged _,
          Closed.Lost _,
          Closed.Dismissed _,
          Closed.Silent _,
          Closed.Done _ ->
          Duration.ZERO;
    };
  }

  private void attemptIn(Duration delay) {
    next.cancel();
    if (stopped) return;
    if (delay.isZero()) attempt();
    else next = time.after(delay, this::attempt);
  }
}

package dev.lifeguard.probe.forward;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.ProbeOutcome.Phase;
import dev.lifeguard.probe.ProbeOutcome.Reading;
import dev.lifeguard.probe.ProbeOutcome.Timing;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.Passage;
import dev.lifeguard.tunnel.Passage.Heard;
import dev.lifeguard.tunnel.Tunnels;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Says whether one forward is up: a channel to its destination opens, and what the forward expects
 * answers there within the deadline. That the local port accepts connections counts for nothing.
 */
public final class ForwardProbe implements Probe.Blocking {
  /** Left over for telling what was seen, before the watchdog strikes. */
  private static final Duration MARGIN = Duration.ofMillis(200);

  private final ForwardTarget target;
  private final Duration timeout;
  private final Tunnels tunnels;
  private final Time time;
  private final Doorstep doorstep;
  private final Expectation expectation;
  private final BindHistory history = new BindHistory();

  /** What looking through forwards needs, whichever it is. */
  public record Means(Tunnels tunnels, KnownGateways known, Time time) {}

  public ForwardProbe(ForwardTarget target, Duration timeout, Means means) {
    this.target = target;
    this.timeout = timeout;
    this.tunnels = means.tunnels();
    this.time = means.time();
    this.doorstep = new Doorstep(target, means);
    this.expectation = new Expectation(target.forward().expect(), target.destination());
  }

  @Override
  public ProbeId id() {
    return target.probe();
  }

  @Override
  public String host() {
    return target.host();
  }

  @Override
  public Duration timeout() {
    return timeout;
  }

  @Override
  public List<Reading> blind(String because) {
    return List.of(
        new Reading(subject(), Fact.TUNNEL_UP, FactValue.unknown(because)),
        new Reading(subject(), Fact.FORWARD_REASON, FactValue.unknown(because)),
        new Reading(subject(), Fact.FORWARD_BIND_SUCCESS_RATE, FactValue.unknown(because)));
  }

  @Override
  public ProbeOutcome look() throws InterruptedException {
    var walk = new Walk();
    var failure = walk.go();
    var readings =
        List.of(
            new Reading(subject(), Fact.FORWARD_REASON, FactValue.of(code(failure))),
            new Reading(subject(), Fact.TUNNEL_UP, FactValue.of(failure.isEmpty())),
            new Reading(
                subject(),
                Fact.FORWARD_BIND_SUCCESS_RATE,
                FactValue.of(history.add(failure.isEmpty(), time.nanos()))));
    var timing = new Timing(time.since(walk.started), walk.phases);
    if (failure.isEmpty()) return new ProbeOutcome.Passed(timing, readings);
    return new ProbeOutcome.Failed(failure.orElseThrow(), timing, readings);
  }

  private static String code(Optional<Failure> failure) {
    return failure.map(why -> why.reason().code()).orElse("none");
  }

  private Subject subject() {
    return target.probe().subject();
  }

  /** One look, step by step, under one deadline. */
  private final class Walk {
    private final long started = time.nanos();
    private final List<Phase> phases = new ArrayList<>();
    private long stepped = started;

    Optional<Failure> go() throws InterruptedException {
      var opening =
          tunnels
              .passage(target.tunnel(), target.forward().name())
              .toCompletionStage()
              .toCompletableFuture();
      try (var passage = opening.get(left().toMillis(), TimeUnit.MILLISECONDS)) {
        step("open");
        var failure = answer(passage);
        step("answer");
        return failure.isPresent() ? failure : doorstep.stranger(left());
      } catch (TimeoutException e) {
        step("open");
        discard(opening);
        return Optional.of(
            new Failure(Reason.STALLED, "no channel within " + timeout.toMillis() + " ms"));
      } catch (InterruptedException e) {
        discard(opening);
        throw e;
      } catch (ExecutionException e) {
        step("open");
        return Optional.of(failure(e.getCause()));
      }
    }

    private Optional<Failure> answer(Passage passage) throws InterruptedException {
      if (expectation.metByOpening()) return Optional.empty();
      var greeting = expectation.greeting();
      if (greeting.length > 0) passage.say(greeting);
      var soFar = new ByteArrayOutputStream();
      while (true) {
        var heard = passage.hear(left());
        switch (heard) {
          case Heard.Bytes(var bytes) -> soFar.writeBytes(bytes);
          case Heard.End _ -> {}
          case Heard.Nothing _ -> {
            return Optional.of(stalled(soFar.size()));
          }
        }
        switch (expectation.judge(soFar.toByteArray(), heard instanceof Heard.End)) {
          case Expectation.Judgement.Met _ -> {
            return Optional.empty();
          }
          case Expectation.Judgement.Wrong(var why) -> {
            return Optional.of(why);
          }
          case Expectation.Judgement.Undecided _ -> {}
        }
      }
    }

    /** The channel opened in this very look: the way carries, and whoever took it says nothing. */
    private Failure stalled(int came) {
      var detail = came == 0 ? "nothing came" : "only " + came + " bytes came";
      return new Failure(
          expectation.isOfGateway() ? Reason.GATEWAY_HUNG : Reason.STALLED,
          detail + " from " + target.destination() + " within " + timeout.toMillis() + " ms");
    }

    private void step(String name) {
      var now = time.nanos();
      phases.add(new Phase(name, Duration.ofNanos(now - stepped)));
      stepped = now;
    }

    private Duration left() {
      var left = timeout.minus(MARGIN).minus(time.since(started));
      return left.isNegative() ? Duration.ZERO : left;
    }
  }

  private static void discard(CompletableFuture<Passage> late) {
    late.thenAccept(Passage::close);
  }

  private static Failure failure(Throwable thrown) {
    return thrown instanceof FailedException expected
        ? expected.failure()
        : new Failure(Reason.BROKEN, String.valueOf(thrown));
  }
}

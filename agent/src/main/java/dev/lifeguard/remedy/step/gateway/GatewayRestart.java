package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.gateway.Evidence;
import dev.lifeguard.gateway.GatewayControl.Welcome;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.StepSettings;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.remedy.step.FarShell;
import dev.lifeguard.remedy.step.Ward;
import java.time.Duration;
import java.util.Optional;

/**
 * Restarts a gateway: one that answers restarts itself once its work is done; a dead one is started
 * by whoever supervises it. What a restart cannot mend is not restarted.
 */
public final class GatewayRestart implements StepKind {
  /** It may wait five minutes for its work, and drain for another five. */
  private static final Duration LIMIT = Duration.ofMinutes(12);

  private final Ward ward;
  private final Pulse pulse;
  private final RestartBudget budget;
  private final Supervisors supervisors;

  public GatewayRestart(Ward ward, Pulse pulse, RestartBudget budget, FarShell shell) {
    this.ward = ward;
    this.pulse = pulse;
    this.budget = budget;
    this.supervisors = new Supervisors(shell);
  }

  @Override
  public String name() {
    return "gateway.restart";
  }

  @Override
  public Repetition repetition() {
    return Repetition.ONCE;
  }

  @Override
  public Duration limit() {
    return LIMIT;
  }

  @Override
  public Optional<String> asksFirst(StepSettings step) {
    return safe(step)
        ? Optional.empty()
        : Optional.of("a forced restart ends the agent runs that are under way");
  }

  @Override
  public boolean restartsGateway(StepSettings step) {
    return true;
  }

  @Override
  public boolean looksFirst() {
    return true;
  }

  @Override
  public Optional<Block> obstacle(Scene scene) throws InterruptedException {
    try {
      return supervisors
          .find(ward.patient(scene.gateway()))
          .objection()
          .map(why -> new Block(Why.SUPERVISOR, why));
    } catch (FailedException e) {
      return Optional.of(new Block(Why.SUPERVISOR, e.failure().detail()));
    }
  }

  private static boolean safe(StepSettings step) {
    return step.flag("safe", "true");
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    return Expected.preview("Restarts the gateway.", () -> said(scene));
  }

  private Preview said(Scene scene) throws InterruptedException {
    var touches = "gateway " + scene.gateway();
    return switch (sight(scene)) {
      case Sight.Alive(_) -> Preview.of(gentle(scene).announced(safe(scene.step())), touches);
      case Sight.OnItsWay(var why) ->
          Preview.of("Waits: it restarts already (" + why + ").", touches);
      case Sight.Down(var evidence) ->
          Preview.of(
              "It is down ("
                  + evidence.seen()
                  + "). Has it started through "
                  + supervisors.find(ward.patient(scene.gateway())).described()
                  + ".",
              touches);
    };
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(
        () -> {
          var closed = budget.closedUntil(scene.gateway());
          if (closed.isPresent())
            throw new FailedException(
                Reason.RATE_LIMITED,
                "restarted twice within five minutes; a third would trip the gateway's own breaker."
                    + " The next may be at "
                    + closed.get());
          return switch (sight(scene)) {
            case Sight.Alive(var boot) -> gentle(scene).restart(boot, safe(scene.step()));
            case Sight.OnItsWay(var why) -> {
              var hello = rebirth(scene).await(Optional.empty(), scene.deadline());
              yield StepOutcome.done(
                  "it restarted already (" + why + ") and is back: boot " + hello);
            }
            case Sight.Down(var evidence) -> raise(scene, evidence);
          };
        });
  }

  /** How the gateway is found. */
  private sealed interface Sight {
    record Alive(String boot) implements Sight {}

    record OnItsWay(Reason why) implements Sight {}

    record Down(Evidence evidence) implements Sight {}
  }

  private Sight sight(Scene scene) throws InterruptedException {
    return switch (ward.control(scene.gateway()).welcome()) {
      case Welcome.Said(var hello) -> new Sight.Alive(hello.bootId());
      case Welcome.None(var failure, _) ->
          switch (failure.reason()) {
            case GATEWAY_STARTING, GATEWAY_DRAINING, GATEWAY_RESTARTING ->
                new Sight.OnItsWay(failure.reason());
            default -> down(scene, failure);
          };
    };
  }

  private Sight down(Scene scene, Failure failure) throws InterruptedException {
    var evidence = pulse.twice(scene.gateway());
    return switch (evidence.state()) {
      case STARTING, DRAINING ->
          new Sight.OnItsWay(
              evidence.problem().map(Failure::reason).orElse(Reason.GATEWAY_STARTING));
      case STOPPED, QUIET -> new Sight.Down(evidence);
      case UNREACHABLE ->
          throw new FailedException(
              evidence.problem().map(Failure::reason).orElse(Reason.NETWORK_UNREACHABLE),
              "the way to the gateway is broken, which a restart does not mend: "
                  + evidence.seen());
      case RUNNING, BUSY, UNAUTHORIZED, MISCONFIGURED ->
          throw new FailedException(
              failure.reason(),
              "it lives and does not let us in, which a restart does not mend: "
                  + failure.detail());
    };
  }

  private StepOutcome raise(Scene scene, Evidence evidence) throws InterruptedException {
    var patient = ward.patient(scene.gateway());
    if (!Pulse.isGone(evidence) && scene.cause().approvedBy().isEmpty())
      throw new FailedException(
          Reason.GATEWAY_HUNG,
          "it listens and answers nothing; ending it may end agent runs, which needs a yes");
    var supervisor = supervisors.find(patient);
    if (supervisor.endedBadlyConfigured()) throw rejected("its last process ended with 78");
    var wrong = supervisors.rejected(patient, supervisor.hand());
    if (wrong.isPresent()) throw rejected(wrong.get());
    if (!supervisor.isAtIt()) {
      budget.spend(scene.gateway());
      supervisor.restart();
    }
    var boot = rebirth(scene).await(Optional.empty(), scene.deadline());
    return StepOutcome.done(
        "started through " + supervisor.described() + ": boot " + boot, "restarted", "true");
  }

  private static FailedException rejected(String why) {
    return new FailedException(
        Reason.CONFIG_REJECTED,
        "the gateway would end with 78 again and is not restarted: "
            + why
            + "; see: openclaw doctor");
  }

  private GentleRestart gentle(Scene scene) {
    return new GentleRestart(ward.control(scene.gateway()), budget, scene);
  }

  private Rebirth rebirth(Scene scene) {
    return new Rebirth(ward.control(scene.gateway()));
  }
}

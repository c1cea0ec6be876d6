package dev.lifeguard.app;

import dev.lifeguard.app.ReloadDecision.Trigger;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.Change;
import dev.lifeguard.config.FileWatch;
import dev.lifeguard.config.Leaf;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.ReloadEvent;
import dev.lifeguard.config.ReloadEvent.ReloadApplied;
import dev.lifeguard.config.ReloadEvent.ReloadRefused;
import dev.lifeguard.config.ReloadEvent.ReloadWaiting;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last good configuration in force, and puts a better one in its place: when its files
 * change, as far as the mode allows, and all of it when asked. Owned by one verticle of virtual
 * threads, since it reads files; every method is called on its context.
 */
public final class Reloader {
  private static final Logger log = LoggerFactory.getLogger(Reloader.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration REMIND = Duration.ofSeconds(10);

  /**
   * Puts a configuration in force: builds everything that is new, and replaces only when all of it
   * is built. When it throws, nothing has been replaced.
   */
  @FunctionalInterface
  public interface Applier {
    void apply(AgentSettings settings, List<Change> changes) throws FailedException;
  }

  private final Settings settings;
  private final Applier applier;
  private final Bus bus;
  private final Time time;
  private final FileWatch watch;
  private final Timer reminder;
  private AgentSettings inForce;
  private List<Leaf> leaves;
  private boolean wellSaid = true;

  /** Takes what was loaded at the start as in force, and watches its files from then on. */
  public Reloader(
      Settings settings, Loaded.Good<AgentSettings> first, Applier applier, Bus bus, Time time) {
    this.settings = settings;
    this.inForce = first.value();
    this.leaves = first.leaves();
    this.applier = applier;
    this.bus = bus;
    this.time = time;
    this.watch = new FileWatch(time, LOOK, first.files(), () -> read(Trigger.FILES_CHANGED));
    this.reminder = time.every(REMIND, this::sayWhetherWell);
    sayWhetherWell();
  }

  public AgentSettings inForce() {
    return inForce;
  }

  /** Every value of the files as they were last read well, with its origin. */
  public List<Leaf> leaves() {
    return leaves;
  }

  /** Reads the files and puts all of it in force, whatever the mode: SIGHUP, API. */
  public ReloadEvent request() {
    return read(Trigger.REQUESTED);
  }

  public void end() {
    watch.end();
    reminder.cancel();
  }

  private ReloadEvent read(Trigger trigger) {
    watch.reading();
    var loaded = settings.load();
    watch.watch(loaded.files());
    var event =
        switch (loaded) {
          case Loaded.Bad<AgentSettings>(var problems, _) ->
              new ReloadRefused(problems, "the files are bad", time.now());
          case Loaded.Good<AgentSettings> good -> carryOut(good, trigger);
        };
    return told(event);
  }

  private ReloadEvent carryOut(Loaded.Good<AgentSettings> good, Trigger trigger) {
    var decision = ReloadDecision.of(inForce, good.value(), trigger);
    if (decision.apply().isPresent()) {
      try {
        applier.apply(decision.apply().get(), decision.applied());
        inForce = decision.apply().get();
      } catch (FailedException e) {
        return new ReloadRefused(List.of(), e.failure().toString(), time.now());
      }
    }
    leaves = good.leaves();
    if (decision.waiting().isEmpty()) return new ReloadApplied(decision.applied(), time.now());
    if (!decision.applied().isEmpty()) told(new ReloadApplied(decision.applied(), time.now()));
    return new ReloadWaiting(decision.waiting(), time.now());
  }

  private ReloadEvent told(ReloadEvent event) {
    switch (event) {
      case ReloadApplied(var changes, _) -> log.info("configuration in force changes={}", changes);
      case ReloadWaiting(var changes, _) ->
          log.info("configuration waits changes={} ask_with=\"lifeguard reload\"", changes);
      case ReloadRefused(var problems, var because, _) -> {
        log.error("configuration refused, the last good one stays because={}", because);
        problems.forEach(problem -> log.error("configuration {}", problem.headline()));
      }
    }
    wellSaid = !(event instanceof ReloadRefused);
    bus.publish(event);
    sayWhetherWell();
    return event;
  }

  private void sayWhetherWell() {
    var value = FactValue.of(wellSaid);
    bus.publish(new Observed(Subject.AGENT, Fact.CONFIG_RELOAD_OK, value, time.now()));
  }
}

package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.time.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A run that is not over, with what is under way for it. Belongs to the engine's thread. */
final class Live {
  private final RemedySettings remedy;
  private final List<Timer> timers = new ArrayList<>();
  private Run run;
  private Optional<StepThread<?>> thread = Optional.empty();
  private Set<Why> despite = Set.of();

  Live(Run run, RemedySettings remedy) {
    this.run = run;
    this.remedy = remedy;
  }

  RemedySettings remedy() {
    return remedy;
  }

  Run run() {
    return run;
  }

  Run run(Run next) {
    run = next;
    return next;
  }

  /** The gates that whoever asked for it overruled. */
  Set<Why> despite() {
    return despite;
  }

  void despite(Set<Why> gates) {
    despite = Set.copyOf(gates);
  }

  Optional<StepThread<?>> thread() {
    return thread;
  }

  void thread(StepThread<?> working) {
    thread = Optional.of(working);
  }

  void timer(Timer timer) {
    timers.add(timer);
  }

  /** Nothing is under way for it any more. */
  void settle() {
    timers.forEach(Timer::cancel);
    timers.clear();
    thread = Optional.empty();
  }
}

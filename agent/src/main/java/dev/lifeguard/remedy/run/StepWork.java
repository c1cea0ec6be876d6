package dev.lifeguard.remedy.run;

import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Course;
import dev.lifeguard.remedy.PlannedStep;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.Run.StepRecord;
import dev.lifeguard.remedy.Run.StepState;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.store.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one step: written down before, cut off at its limit, tried again where that is harmless, and
 * written down after. Belongs to the engine's context.
 */
final class StepWork {
  private static final Logger log = LoggerFactory.getLogger(StepWork.class);

  private final Workshop shop;
  private final Memory memory;
  private final Writer writer;
  private final BiConsumer<Live, End> then;
  private boolean closed;

  /** Goes on only once it is on the disk. */
  @FunctionalInterface
  interface Writer {
    void write(Live one, List<Change> changes, Runnable then);
  }

  /** What came of a step, for the run. */
  sealed interface End {
    /** Done or skipped. */
    record Over() implements End {}

    record Failed(String text) implements End {}

    /** Nobody knows whether it was done, and doing it again could do harm. */
    record Unclear(String text) implements End {}
  }

  StepWork(Workshop shop, Memory memory, Writer writer, BiConsumer<Live, End> then) {
    this.shop = shop;
    this.memory = memory;
    this.writer = writer;
    this.then = then;
  }

  void close() {
    closed = true;
  }

  /** A run of before the start, at a step of which nobody knows whether it was done. */
  void takeUp(Live one, PlannedStep planned, StepRecord record) {
    if (StepKinds.isOwn(record.name()) || isRepeatable(record.name())) act(one, planned, record);
    else unclear(one, record, "the agent was stopped meanwhile");
  }

  private boolean isRepeatable(String name) {
    return shop.kinds()
        .find(name)
        .filter(kind -> kind.repetition() == Repetition.REPEATABLE)
        .isPresent();
  }

  /** Writes it down, then does it. */
  void act(Live one, PlannedStep planned, StepRecord record) {
    var now = shop.now();
    var started = record.started(now);
    var run = one.run(one.run().with(started));
    writer.write(
        one,
        List.of(Journal.put(run), Journal.line("step", run, "agent", describe(started), now)),
        () -> {
          shop.tell(new RemedyEvent.StepStarted(run, started, now));
          carryOut(one, planned, started);
        });
  }

  private static String describe(StepRecord step) {
    var again = step.attempts() > 1 ? ", attempt " + step.attempts() : "";
    return step.number() + " " + step.said() + again;
  }

  private void carryOut(Live one, PlannedStep planned, StepRecord record) {
    if (closed) return;
    if (record.name().equals(StepKinds.WAIT)) {
      var lasting = planned.step().duration("value", Duration.ZERO);
      one.timer(shop.after(lasting, () -> finish(one, planned, record, waited(planned))));
      return;
    }
    shop.kinds()
        .find(record.name())
        .ifPresentOrElse(
            kind -> carryOut(one, planned, record, kind),
            () -> finish(one, planned, record, notHere(record)));
  }

  private static StepOutcome waited(PlannedStep planned) {
    return StepOutcome.done("waited " + planned.step().value());
  }

  private static StepOutcome notHere(StepRecord record) {
    return new StepOutcome.Failed(Reason.NOT_SUPPORTED, "this agent has no step " + record.name());
  }

  private void carryOut(Live one, PlannedStep planned, StepRecord record, StepKind kind) {
    var limit = planned.timeout().orElse(kind.limit());
    var run = one.run();
    if (kind.restartsGateway(planned.step())) restarted(run);
    var scene =
        new Scene(
            run.cause(), record.number(), planned.step(), run.notes(), shop.now().plus(limit));
    var thread = shop.aside("remedy-" + run.id() + "-" + record.number(), () -> kind.act(scene));
    one.thread(thread);
    one.timer(
        shop.after(
            limit,
            () ->
                thread.cut(
                    Reason.DEADLINE_EXCEEDED, "not done within " + limit.toSeconds() + " s")));
    thread
        .future()
        .otherwise(StepThread::outcome)
        .onSuccess(outcome -> finish(one, planned, record, outcome));
  }

  private void restarted(Run run) {
    var now = shop.now();
    memory.restarted(run.gateway(), now);
    shop.journal().write(List.of(Journal.restarted(run, now))).onFailure(StepWork::storeFailed);
  }

  private static void storeFailed(Throwable e) {
    log.error("the store cannot be written", e);
  }

  private void finish(Live one, PlannedStep planned, StepRecord record, StepOutcome outcome) {
    if (closed || one.run().state().isOver())
      return; // killed or stopped: taken up at the next start
    one.settle();
    switch (outcome) {
      case StepOutcome.Done(var output, var notes) -> {
        one.run(one.run().noted(notes));
        recorded(one, record, StepState.DONE, output);
      }
      case StepOutcome.Skipped(var why) -> recorded(one, record, StepState.SKIPPED, why);
      case StepOutcome.Failed failed -> failed(one, planned, record, failed);
    }
  }

  private void recorded(Live one, StepRecord record, StepState state, String output) {
    var now = shop.now();
    var ended = record.ended(state, output, now);
    var run = one.run(one.run().with(ended).at(one.run().times().stepsEnded(now)));
    writer.write(
        one,
        List.of(Journal.put(run)),
        () -> {
          shop.tell(new RemedyEvent.StepFinished(run, ended, now));
          then.accept(one, new End.Over());
        });
  }

  private void failed(Live one, PlannedStep planned, StepRecord record, StepOutcome.Failed failed) {
    var kind = shop.kinds().find(record.name());
    var again =
        memory.stop().isPresent()
            ? Optional.<Duration>empty()
            : kind.flatMap(it -> Course.retryAfter(planned, it, record, failed));
    if (again.isPresent()) {
      log.info(
          "remedy step tried again run={} step={} after={} reason={}",
          one.run().id(),
          record.number(),
          again.get(),
          failed.reason());
      one.timer(
          shop.after(
              again.get(), () -> act(one, planned, one.run().steps().get(record.number() - 1))));
      return;
    }
    var text = failed.reason().code() + ": " + failed.detail();
    if (Course.isUnclear(failed) && kind.filter(StepKind::isOnce).isPresent())
      unclear(one, record, text);
    else fail(one, record, text);
  }

  private void fail(Live one, StepRecord record, String text) {
    var now = shop.now();
    var ended = record.ended(StepState.FAILED, text, now);
    var run = one.run(one.run().with(ended).at(one.run().times().stepsEnded(now)));
    shop.tell(new RemedyEvent.StepFinished(run, ended, now));
    then.accept(
        one, new End.Failed("step " + record.number() + " " + record.name() + " failed: " + text));
  }

  /** Nobody knows whether it was done, and doing it again could do harm. */
  private void unclear(Live one, StepRecord record, String why) {
    var now = shop.now();
    var ended = record.ended(StepState.FAILED, why, now);
    var run = one.run(one.run().with(ended).at(one.run().times().stepsEnded(now)));
    shop.tell(new RemedyEvent.StepFinished(run, ended, now));
    var text =
        "nobody knows whether step " + record.number() + " " + record.name() + " was done: " + why;
    then.accept(one, new End.Unclear(text));
  }
}

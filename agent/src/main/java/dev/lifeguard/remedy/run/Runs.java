package dev.lifeguard.remedy.run;

import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Course;
import dev.lifeguard.remedy.Course.Next;
import dev.lifeguard.remedy.PlannedStep;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.Run.StepRecord;
import dev.lifeguard.remedy.Run.StepState;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.remedy.run.LiveFacts.Lens;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Truth;
import dev.lifeguard.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the steps of runs, one after the other, each written down before it is done. Belongs to the
 * engine's context; steps wait on threads of their own.
 */
final class Runs {
  private static final Logger log = LoggerFactory.getLogger(Runs.class);

  /** Facts older than this decide nothing about a step's `if` and `unless`. */
  static final Duration FRESH = Duration.ofMinutes(15);

  private final Workshop shop;
  private final Memory memory;
  private final LiveFacts facts;
  private final Endings endings;
  private final Verification verification;
  private final Questions questions;
  private final StepWork work;
  private final Explanations explanations;
  private final Map<String, Live> live = new LinkedHashMap<>();

  private boolean closed;

  Runs(Workshop shop, Memory memory, LiveFacts facts, Alarms alarms, Pages pages) {
    this.shop = shop;
    this.memory = memory;
    this.facts = facts;
    this.endings = new Endings(shop, memory, pages);
    this.verification = new Verification(shop, facts, alarms, this::judged);
    this.questions = new Questions(shop);
    this.work = new StepWork(shop, memory, this::write, this::ended);
    this.explanations = new Explanations(shop);
  }

  Optional<Live> find(String id) {
    return Optional.ofNullable(live.get(id));
  }

  Collection<Live> all() {
    return List.copyOf(live.values());
  }

  Verification verification() {
    return verification;
  }

  Questions questions() {
    return questions;
  }

  /** Begins its steps, by itself or by somebody's word. */
  void begin(Run planned, RemedySettings remedy, String who, List<Change> more) {
    var now = shop.now();
    var run = planned.in(RunState.RUNNING, "begun by " + who).at(planned.times().started(now));
    var ledger = memory.ledger(run.remedy(), run.gateway()).started(now);
    memory.put(ledger);
    memory.lease(run);
    memory.effect(run);
    var one = keep(run, remedy);
    one.settle();
    var changes = new ArrayList<Change>(more);
    changes.add(Journal.put(run));
    changes.add(Journal.lease(run, now));
    changes.add(Journal.put(ledger));
    changes.add(Journal.line("started", run, who, run.because(), now));
    write(
        one,
        changes,
        () -> {
          shop.tell(new RemedyEvent.Started(run, now));
          advance(one);
        });
  }

  /** Goes on behind a step that waited for a person's yes. */
  void goOn(Live one, Run answered, String who) {
    var now = shop.now();
    var waiting =
        answered.steps().stream()
            .filter(step -> step.state() == StepState.STARTED)
            .findFirst()
            .map(step -> answered.with(step.ended(StepState.DONE, "approved by " + who, now)))
            .orElse(answered);
    var run = one.run(waiting.in(RunState.RUNNING, "approved by " + who));
    memory.lease(run);
    write(
        one,
        List.of(
            Journal.put(run),
            Journal.lease(run, now),
            Journal.line("approved", run, who, "goes on", now)),
        () -> advance(one));
  }

  /** Takes a run in hand that does nothing yet: it waits for a person. */
  Live keep(Run run, RemedySettings remedy) {
    var one = live.computeIfAbsent(run.id(), _ -> new Live(run, remedy));
    one.run(run);
    return one;
  }

  private void advance(Live one) {
    if (closed || one.run().state().isOver()) return;
    if (memory.stop().isPresent()) {
      giveUp(one, memory.stop().get().toString(), Undo.NO);
      return;
    }
    switch (Course.next(one.remedy(), one.run(), condition -> holds(one, condition))) {
      case Next.Act(var planned, var record) -> turn(one, planned, record);
      case Next.Skip(var record, var why) -> skip(one, record, why);
      case Next.Unclear(var planned, var record) -> work.takeUp(one, planned, record);
      case Next.Complete() -> complete(one);
    }
  }

  private Truth holds(Live one, Condition condition) {
    var lens = new Lens(shop.now().minus(FRESH), one.run().identity().cause());
    return facts.test(condition, one.run().subject(), lens);
  }

  private void skip(Live one, StepRecord record, String why) {
    var now = shop.now();
    var skipped = record.ended(StepState.SKIPPED, why, now);
    var run = one.run(one.run().with(skipped));
    write(
        one,
        List.of(Journal.put(run)),
        () -> {
          shop.tell(new RemedyEvent.StepFinished(run, skipped, now));
          advance(one);
        });
  }

  private void turn(Live one, PlannedStep planned, StepRecord record) {
    if (!record.name().equals(StepKinds.APPROVE)) {
      work.act(one, planned, record);
      return;
    }
    one.run(one.run().with(record.started(shop.now())));
    ask(one, planned);
  }

  /** What came of a step. */
  private void ended(Live one, StepWork.End end) {
    switch (end) {
      case StepWork.End.Over _ -> advance(one);
      case StepWork.End.Failed(var text) -> giveUp(one, text, Undo.IF_PLANNED);
      case StepWork.End.Unclear(var text) ->
          end(one, RunState.INCONCLUSIVE, text, Endings.Loudness.PAGE);
    }
  }

  private void complete(Live one) {
    if (one.run().state() == RunState.ROLLING_BACK) {
      var asked = one.run().notes().containsKey(Endings.ROLLED_BACK_BY);
      end(
          one,
          RunState.FAILED,
          one.run().because() + "; rolled back",
          asked ? Endings.Loudness.QUIET : Endings.Loudness.AS_WRITTEN);
      return;
    }
    var now = shop.now();
    var times = one.run().times();
    var ended = times.stepsEndedAt().isPresent() ? times : times.stepsEnded(now);
    var run = one.run(one.run().in(RunState.VERIFYING, "all steps are done").at(ended));
    write(
        one,
        List.of(Journal.put(run), Journal.line("verifying", run, "agent", "", now)),
        () -> {
          shop.tell(new RemedyEvent.Verifying(run, now));
          verification.watch(one);
        });
  }

  /** What the facts say. */
  private void judged(Live one, Verification.Judgement judgement) {
    if (closed || one.run().state() != RunState.VERIFYING) return;
    switch (judgement) {
      case Verification.Judgement.Verified(var text) ->
          end(one, RunState.VERIFIED, text, Endings.Loudness.AS_WRITTEN);
      case Verification.Judgement.NotHelped(var text) -> giveUp(one, text, Undo.IF_PLANNED);
      case Verification.Judgement.Unknown(var text) ->
          end(one, RunState.INCONCLUSIVE, text, Endings.Loudness.AS_WRITTEN);
    }
  }

  private enum Undo {
    IF_PLANNED,
    NO
  }

  private void giveUp(Live one, String because, Undo undo) {
    var run = one.run();
    if (run.state() == RunState.ROLLING_BACK)
      end(one, RunState.FAILED, because + "; it may be half undone", Endings.Loudness.PAGE);
    else if (undo == Undo.IF_PLANNED
        && memory.stop().isEmpty()
        && !one.remedy().rollback().isEmpty()
        && Course.didAnything(run)) rollBack(one, because, "agent");
    else end(one, RunState.FAILED, because, Endings.Loudness.AS_WRITTEN);
  }

  /** Undoes what was done. */
  void rollBack(Live one, String because, String who) {
    var now = shop.now();
    var run = one.run(one.run().rollingBack(one.remedy(), because));
    write(
        one,
        List.of(Journal.put(run), Journal.line("rollback", run, who, because, now)),
        () -> {
          shop.tell(new RemedyEvent.RollingBack(run, now));
          advance(one);
        });
  }

  /** Undoes a run that is over: it is under way again until that is done. */
  void rollBackAgain(Run over, RemedySettings remedy, String who) {
    var now = shop.now();
    var times = over.times();
    var open =
        new Run.Times(times.createdAt(), times.startedAt(), times.stepsEndedAt(), Optional.empty());
    var run = over.at(open).noted(Map.of(Endings.ROLLED_BACK_BY, who));
    memory.lease(run);
    var one = keep(run, remedy);
    write(
        one,
        List.of(Journal.lease(run, now)),
        () -> rollBack(one, over.because() + "; rolled back by " + who, who));
  }

  private void end(Live one, RunState state, String because, Endings.Loudness loudness) {
    one.settle();
    verification.forget(one);
    live.remove(one.run().id());
    endings.end(one, state, because, loudness);
    explanations.await(one.run());
  }

  void explain(String alert, Diagnosis found) {
    explanations.explain(all(), alert, found);
  }

  private void ask(Live one, PlannedStep planned) {
    memory.release(one.run());
    questions.ask(
        one,
        planned.step().duration("expires", Questions.USUAL),
        List.of(Journal.release(one.run())));
  }

  /** A person said no, or nobody said anything in time. */
  void refused(Live one, RunState state, String who, String because) {
    var now = shop.now();
    shop.tell(new RemedyEvent.ApprovalAnswered(one.run(), now));
    if (Course.didAnything(one.run()) && !one.remedy().rollback().isEmpty())
      rollBack(one, because, who);
    else end(one, state, because, Endings.Loudness.QUIET);
  }

  /** Ends what is at work, at once. */
  void stopAll(String because) {
    for (var one : all()) {
      if (one.run().state() == RunState.VERIFYING) continue; // it only looks
      one.thread()
          .ifPresentOrElse(
              thread -> thread.cut(Reason.CANCELLED, because),
              () -> {
                if (one.run().state() == RunState.RUNNING) stopped(one, because);
              });
    }
  }

  /** Between two steps, or in a wait. */
  private void stopped(Live one, String because) {
    one.settle();
    giveUp(one, because, Undo.NO);
  }

  /** Goes on with what was under way before the start. */
  void resume(Run run, RemedySettings remedy) {
    var one = keep(run, remedy);
    memory.lease(run);
    memory.effect(run);
    switch (run.state()) {
      case RUNNING, ROLLING_BACK -> advance(one);
      case VERIFYING -> verification.watch(one);
      case AWAITING_APPROVAL -> {
        memory.release(run);
        questions.takeUp(one);
      }
      case PROPOSED, VERIFIED, FAILED, INCONCLUSIVE, REJECTED, EXPIRED -> {
        live.remove(run.id());
        memory.release(run);
      }
    }
  }

  /** It cannot go on: its remedy is gone, or is another one by now. */
  void abandon(Run run, RemedySettings remedy, String because) {
    end(keep(run, remedy), RunState.INCONCLUSIVE, because, Endings.Loudness.PAGE);
  }

  /** The agent stops: what is under way is taken up again at the next start. */
  void close() {
    closed = true;
    work.close();
    for (var one : all()) {
      one.thread().ifPresent(thread -> thread.cut(Reason.CANCELLED, "the agent stops"));
      one.settle();
      verification.forget(one);
    }
  }

  /** Nothing is done that could not be written down before. */
  private void write(Live one, List<Change> changes, Runnable then) {
    shop.journal()
        .write(changes)
        .onSuccess(
            _ -> {
              if (!closed) then.run();
            })
        .onFailure(
            e -> {
              log.error("a run cannot be written down run={}", one.run().id(), e);
              end(
                  one,
                  RunState.FAILED,
                  "it could not be written down, so nothing more is done: " + e.getMessage(),
                  Endings.Loudness.PAGE);
            });
  }

  /** When the steps ended; facts must be younger. */
  static Instant stepsEnded(Run run) {
    return run.times().stepsEndedAt().orElse(run.times().createdAt());
  }
}

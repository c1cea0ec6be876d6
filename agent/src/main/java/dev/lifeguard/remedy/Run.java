package dev.lifeguard.remedy;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.RemedySettings.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of a remedy at one moment: all that was planned and done, enough to go on after a
 * restart.
 *
 * @param because why it stands where it stands, for people
 */
public record Run(
    Identity identity,
    RunState state,
    String because,
    List<StepRecord> steps,
    Map<String, String> notes,
    Optional<Approval> approval,
    Times times) {

  public Run {
    steps = List.copyOf(steps);
    notes = Map.copyOf(notes);
  }

  /**
   * What never changes, but for the cause, which may be found while it is under way.
   *
   * @param cause the code of what the diagnosis found; empty: not yet, or nobody asked
   * @param mode the stricter of the remedy's and the gateway's
   */
  public record Identity(
      String id, String remedy, Subject subject, Call call, Optional<String> cause, Mode mode) {}

  /** Empty: not yet. */
  public record Times(
      Instant createdAt,
      Optional<Instant> startedAt,
      Optional<Instant> stepsEndedAt,
      Optional<Instant> endedAt) {
    public Times started(Instant now) {
      return new Times(createdAt, Optional.of(startedAt.orElse(now)), stepsEndedAt, endedAt);
    }

    public Times stepsEnded(Instant now) {
      return new Times(createdAt, startedAt, Optional.of(now), endedAt);
    }

    public Times ended(Instant now) {
      return new Times(createdAt, startedAt, stepsEndedAt, Optional.of(now));
    }
  }

  /** The question that was put to people, and what was said. */
  public record Approval(Question question, Optional<Answer> answer) {}

  /**
   * @param text what would be done, step by step
   * @param diff what would change in files and configurations; empty: nothing there
   * @param blastRadius how much of the fleet is in need at present
   * @param activeWork agent runs under way, as far as known
   */
  public record Question(
      String text, String diff, String blastRadius, String activeWork, Instant expiresAt) {}

  /** Who said it: a name with the way it came, as in {@code cli:anna}. */
  public record Answer(boolean yes, String who, Instant at) {}

  /** Where one step of a run stands. */
  public enum StepState {
    PLANNED,
    STARTED,
    DONE,
    SKIPPED,
    FAILED
  }

  /**
   * One step of a run.
   *
   * @param number from one; steps of the rollback go on counting
   * @param input the arguments, secrets masked
   * @param output cut to a bound, secrets masked; also why it was skipped or failed
   */
  public record StepRecord(
      int number,
      String name,
      String input,
      StepState state,
      String output,
      int attempts,
      Optional<Instant> startedAt,
      Optional<Duration> took) {
    /** The step as people say it: {@code run chmod 600 key}. */
    public String said() {
      return StepWords.of(name, input);
    }

    static StepRecord planned(int number, StepSettings step) {
      return new StepRecord(
          number,
          step.name(),
          Masking.input(step),
          StepState.PLANNED,
          "",
          0,
          Optional.empty(),
          Optional.empty());
    }

    /** One more try begins. */
    public StepRecord started(Instant now) {
      return new StepRecord(
          number,
          name,
          input,
          StepState.STARTED,
          output,
          attempts + 1,
          Optional.of(startedAt.orElse(now)),
          Optional.empty());
    }

    /** What it came to. */
    public StepRecord ended(StepState state, String output, Instant now) {
      var took = startedAt.map(start -> Duration.between(start, now));
      return new StepRecord(
          number, name, input, state, Masking.output(output), attempts, startedAt, took);
    }
  }

  /** A run as it begins: everything planned, nothing done. */
  public static Run planned(
      Identity identity, RemedySettings remedy, RunState state, String because, Instant now) {
    var steps = new ArrayList<StepRecord>();
    for (var planned : remedy.steps())
      steps.add(StepRecord.planned(steps.size() + 1, planned.step()));
    var times = new Times(now, Optional.empty(), Optional.empty(), Optional.empty());
    return new Run(identity, state, because, steps, Map.of(), Optional.empty(), times);
  }

  /** With the steps of the rollback behind those that were planned. */
  public Run rollingBack(RemedySettings remedy, String because) {
    var more = new ArrayList<>(steps);
    for (var planned : remedy.rollback())
      more.add(StepRecord.planned(more.size() + 1, planned.step()));
    return new Run(identity, RunState.ROLLING_BACK, because, more, notes, approval, times);
  }

  public Run in(RunState next, String why) {
    return new Run(identity, next, why, steps, notes, approval, times);
  }

  public Run with(StepRecord record) {
    var all = steps.stream().map(one -> one.number() == record.number() ? record : one).toList();
    return new Run(identity, state, because, all, notes, approval, times);
  }

  public Run explained(String cause) {
    var named =
        new Identity(
            identity.id(),
            identity.remedy(),
            identity.subject(),
            identity.call(),
            Optional.of(cause),
            identity.mode());
    return new Run(named, state, because, steps, notes, approval, times);
  }

  public Run noted(Map<String, String> more) {
    var all = new TreeMap<>(notes);
    all.putAll(more);
    return new Run(identity, state, because, steps, all, approval, times);
  }

  public Run asked(Question question) {
    var open = Optional.of(new Approval(question, Optional.empty()));
    return new Run(identity, state, because, steps, notes, open, times);
  }

  public Run answered(Answer answer) {
    var question =
        approval.map(Approval::question).orElseGet(() -> new Question("", "", "", "", answer.at()));
    var closed = Optional.of(new Approval(question, Optional.of(answer)));
    return new Run(identity, state, because, steps, notes, closed, times);
  }

  public Run at(Times times) {
    return new Run(identity, state, because, steps, notes, approval, times);
  }

  /** Who said yes; empty: nobody was asked. */
  public Optional<String> approvedBy() {
    if (identity.call() instanceof Call.ByPerson(var who)) return Optional.of(who);
    return approval.flatMap(Approval::answer).filter(Answer::yes).map(Answer::who);
  }

  /** What its steps are told. */
  public Scene.Cause cause() {
    var alert =
        identity.call() instanceof Call.ByAlert called
            ? Optional.of(called.id())
            : Optional.<String>empty();
    return new Scene.Cause(id(), remedy(), subject(), alert, approvedBy());
  }

  public String id() {
    return identity.id();
  }

  public String remedy() {
    return identity.remedy();
  }

  public Subject subject() {
    return identity.subject();
  }

  public String gateway() {
    return identity.subject().gateway();
  }
}

package dev.lifeguard.remedy;

import static dev.lifeguard.remedy.GateAnswer.block;
import static dev.lifeguard.remedy.GateAnswer.pass;

import dev.lifeguard.config.DurationText;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Petition.Harm;
import dev.lifeguard.remedy.RemedySettings.Mode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one place where it is decided whether a remedy may run. Every gate gives its answer with its
 * reason; the first that blocks decides. Pure.
 */
public final class Gates {
  /** Nobody may overrule these: one is a person's own word, the other keeps two from colliding. */
  private static final Set<Why> ABSOLUTE = EnumSet.of(Why.STOPPED, Why.LEASE);

  private final Petition petition;
  private final Situation situation;

  private Gates(Petition petition, Situation situation) {
    this.petition = petition;
    this.situation = situation;
  }

  /** What each gate says, in their order. */
  public static List<GateAnswer> ask(Petition petition, Situation situation) {
    var gates = new Gates(petition, situation);
    return Stream.of(Why.values()).map(gates::answer).map(gates::overruled).toList();
  }

  /** Why it may not run; empty: it may. */
  public static Optional<Block> decide(Petition petition, Situation situation) {
    return ask(petition, situation).stream()
        .filter(GateAnswer::blocks)
        .findFirst()
        .map(answer -> new Block(answer.gate(), answer.detail()));
  }

  private GateAnswer overruled(GateAnswer answer) {
    if (!answer.blocks() || ABSOLUTE.contains(answer.gate())) return answer;
    return petition.despite().contains(answer.gate())
        ? pass(answer.gate(), "overruled by a person: " + answer.detail())
        : answer;
  }

  private GateAnswer answer(Why gate) {
    return switch (gate) {
      case STOPPED -> when(gate, situation.stopped(), "remedies may run");
      case NOT_FIRING, SAME_EPISODE, WHEN, OBSERVE, MAINTENANCE, OWN_ACTION -> called(gate);
      case BLOCKER -> blocker();
      case BREAKER -> breaker();
      case COOLDOWN -> cooldown();
      case BUDGET -> budget();
      case BLAST_RADIUS -> blastRadius();
      case LEASE -> when(gate, situation.work().lease(), "nobody is at work there");
      case ACTIVE_RUNS -> harmless(gate).orElseGet(this::activeRuns);
      case ALIVE -> harmless(gate).orElseGet(() -> obstacle(gate));
      case SUPERVISOR -> obstacle(gate);
      case FUTILE -> futile();
    };
  }

  /** What only concerns remedies that start by themselves. */
  private GateAnswer called(Why gate) {
    if (petition.byPerson()) return pass(gate, "a person asked");
    return switch (gate) {
      case NOT_FIRING -> firing();
      case SAME_EPISODE -> sameEpisode();
      case WHEN -> condition();
      case OBSERVE ->
          petition.mode() == Mode.OBSERVE
              ? block(gate, "the mode is observe")
              : pass(gate, "the mode is " + petition.mode().code());
      case MAINTENANCE -> first(gate, situation.quiet().maintenance(), "no window is open");
      case OWN_ACTION ->
          when(
              gate,
              situation
                  .alarm()
                  .ownAction()
                  .map(run -> "the alert arose while run " + run + " acts"),
              "no run of ours explains the alert");
      case STOPPED,
          BLOCKER,
          BREAKER,
          COOLDOWN,
          BUDGET,
          BLAST_RADIUS,
          LEASE,
          ACTIVE_RUNS,
          ALIVE,
          SUPERVISOR,
          FUTILE ->
          throw new IllegalStateException("not about the call: " + gate);
    };
  }

  private GateAnswer firing() {
    return switch (situation.alarm().standing()) {
      case FIRING -> pass(Why.NOT_FIRING, "the alert fires");
      case OVER -> block(Why.NOT_FIRING, "the alert is over, or fires in another episode");
    };
  }

  private GateAnswer sameEpisode() {
    if (petition.standing() == Petition.Standing.APPROVED)
      return pass(Why.SAME_EPISODE, "this is the run that was approved");
    return when(
        Why.SAME_EPISODE,
        situation.alarm().sameEpisode().map(run -> "run " + run + " had its try in this episode"),
        "its first try in this episode");
  }

  private GateAnswer condition() {
    var written = petition.remedy().when();
    if (written.isEmpty()) return pass(Why.WHEN, "it has no condition");
    var text = written.get().toString();
    return switch (situation.when()) {
      case TRUE -> pass(Why.WHEN, text + " holds");
      case FALSE -> block(Why.WHEN, text + " does not hold");
      case UNKNOWN -> block(Why.WHEN, text + " cannot be decided yet");
    };
  }

  private GateAnswer blocker() {
    return first(Why.BLOCKER, situation.quiet().blockers(), "no blocker fires");
  }

  private GateAnswer breaker() {
    return switch (situation.ledger().breaker().at(situation.now())) {
      case Breaker.Closed(var failures) ->
          pass(Why.BREAKER, "closed, " + failures + " failures in a row");
      case Breaker.HalfOpen _ -> pass(Why.BREAKER, "half open: this run shows whether it helps");
      case Breaker.Open(var until, _) -> block(Why.BREAKER, "open until " + until);
    };
  }

  private GateAnswer cooldown() {
    var cooldown = petition.remedy().limits().cooldown();
    var until = situation.ledger().coolsUntil(cooldown, situation.now());
    return when(
        Why.COOLDOWN,
        until.map(at -> "cools down until " + at + " (" + DurationText.print(cooldown) + ")"),
        "no run within " + DurationText.print(cooldown));
  }

  private GateAnswer budget() {
    if (petition.harm() == Harm.RESTARTS_GATEWAY && restarts() >= Situation.Work.RESTARTS)
      return block(
          Why.BUDGET,
          "the gateway was restarted "
              + restarts()
              + " times within 5 minutes; a third would trip its own breaker against crash loops");
    var budget = petition.remedy().limits().budget();
    if (budget.isEmpty()) return pass(Why.BUDGET, "no limit");
    var spent = situation.ledger().spent(budget.get(), situation.now());
    var text = spent + " of " + budget.get() + " used without being verified";
    return spent >= budget.get().runs() ? block(Why.BUDGET, text) : pass(Why.BUDGET, text);
  }

  private long restarts() {
    Instant since = situation.now().minus(Situation.Work.RESTART_WINDOW);
    return situation.work().restarts().stream().filter(at -> at.isAfter(since)).count();
  }

  private GateAnswer blastRadius() {
    var radius = petition.remedy().limits().blastRadius();
    var need = situation.need();
    var text =
        need.inNeed()
            + " of "
            + need.fleet()
            + " gateways call for it or did within "
            + DurationText.print(Situation.Need.WINDOW)
            + ", allowed are "
            + radius.allowed(need.fleet())
            + " ("
            + radius
            + ")";
    return need.inNeed() > radius.allowed(need.fleet())
        ? block(Why.BLAST_RADIUS, text)
        : pass(Why.BLAST_RADIUS, text);
  }

  /** These keep it from acting by itself; where a person is asked, the question shows them. */
  private Optional<GateAnswer> harmless(Why gate) {
    if (petition.harm() == Harm.NONE)
      return Optional.of(pass(gate, "no step restarts the gateway"));
    return Optional.empty();
  }

  private GateAnswer activeRuns() {
    return switch (situation.work().activeRuns()) {
      case FactValue.Amount(var runs) when runs > 0 -> working("%.0f".formatted(runs));
      case FactValue.AtLeast(var runs, _) when runs > 0 -> working("at least %.0f".formatted(runs));
      case FactValue.Amount _, FactValue.AtLeast _ ->
          pass(Why.ACTIVE_RUNS, "no agent run is under way");
      case FactValue.Word _, FactValue.Unknown _ ->
          pass(Why.ACTIVE_RUNS, "nobody knows of an agent run");
    };
  }

  private GateAnswer working(String runs) {
    return byItself(Why.ACTIVE_RUNS, runs + " agent runs are under way");
  }

  private GateAnswer obstacle(Why gate) {
    return found(gate)
        .map(detail -> byItself(gate, detail))
        .orElseGet(() -> pass(gate, "nothing found that speaks against it"));
  }

  private Optional<String> found(Why gate) {
    return situation.work().obstacles().stream()
        .filter(obstacle -> obstacle.why() == gate)
        .map(Block::detail)
        .findFirst();
  }

  /** What cannot help is not suggested either; who saw that and wants it may have it. */
  private GateAnswer futile() {
    var decided = petition.byPerson() || petition.standing() == Petition.Standing.APPROVED;
    return found(Why.FUTILE)
        .map(
            detail ->
                decided
                    ? pass(Why.FUTILE, "a person decides: " + detail)
                    : block(Why.FUTILE, detail))
        .orElseGet(() -> pass(Why.FUTILE, "nothing found that would outlast it"));
  }

  private GateAnswer byItself(Why gate, String detail) {
    return petition.mode() == Mode.AUTO && !petition.byPerson()
        ? block(gate, detail)
        : pass(gate, "a person decides: " + detail);
  }

  private static GateAnswer when(Why gate, Optional<String> obstacle, String otherwise) {
    return obstacle.map(detail -> block(gate, detail)).orElseGet(() -> pass(gate, otherwise));
  }

  private static GateAnswer first(Why gate, List<String> obstacles, String otherwise) {
    return when(
        gate,
        obstacles.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", obstacles)),
        otherwise);
  }
}

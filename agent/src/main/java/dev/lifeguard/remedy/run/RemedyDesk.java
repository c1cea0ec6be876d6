package dev.lifeguard.remedy.run;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.HookResult;
import dev.lifeguard.remedy.Petition.Standing;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.remedy.run.Admission.Wish;
import dev.lifeguard.remedy.run.Journal.Stop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where people and programs ask about remedies, run them, and answer their questions. Usable from
 * any thread; answers come on the engine's.
 */
public final class RemedyDesk {
  /** Between two steps of a run its own traces are no reason against the next. */
  private static final Set<Why> MIDWAY =
      EnumSet.of(Why.COOLDOWN, Why.BUDGET, Why.BREAKER, Why.OWN_ACTION, Why.SAME_EPISODE);

  /** So many names are told to whoever named none of them. */
  private static final int FEW = 20;

  private final Engine engine;
  private final Rehearsals rehearsals;
  private final Hooks hooks;
  private final Suggestions suggestions;

  RemedyDesk(Engine engine) {
    this.engine = engine;
    this.rehearsals = new Rehearsals(engine);
    this.hooks = new Hooks(engine);
    this.suggestions = new Suggestions(engine.shop());
  }

  /** A person's wish. */
  public record Order(String remedy, Subject subject, String who, Set<Why> despite) {
    public Order {
      despite = Set.copyOf(despite);
    }
  }

  public Future<List<RemedyView>> remedies() {
    return here(() -> Future.succeededFuture(views()));
  }

  private List<RemedyView> views() {
    return engine.admission().terms().remedies().stream().map(this::view).toList();
  }

  private RemedyView view(RemedySettings remedy) {
    var now = engine.shop().now();
    var gateways = new ArrayList<RemedyView.PerGateway>();
    for (var gateway : engine.admission().terms().gateways().keySet().stream().sorted().toList()) {
      var ledger = engine.memory().ledger(remedy.name(), gateway);
      gateways.add(
          new RemedyView.PerGateway(
              gateway,
              engine.admission().mode(remedy, gateway),
              ledger.with(ledger.breaker().at(now)),
              now));
    }
    return new RemedyView(remedy, gateways, engine.shop().kinds().unknown(remedy));
  }

  /** Who stopped everything and why; empty: nobody. */
  public Future<Optional<String>> stopped() {
    return here(() -> Future.succeededFuture(engine.memory().stop().map(Stop::toString)));
  }

  /** The latest first. */
  public Future<List<Run>> runs(Optional<String> gateway, int most) {
    return here(() -> engine.shop().journal().latest(gateway, most));
  }

  public Future<Optional<Run>> run(String id) {
    return here(() -> engine.shop().journal().find(id));
  }

  /** The latest first. */
  public Future<List<AuditLine>> audit(Optional<String> gateway, int most) {
    return here(() -> engine.shop().journal().audit(gateway, most));
  }

  /** What it would do; empty when there is no such remedy or gateway. */
  public Future<Optional<Rehearsal>> rehearse(Order order) {
    return here(
        () -> wish(order).map(rehearsals::of).orElse(Future.succeededFuture(Optional.empty())));
  }

  /**
   * Runs it now: whoever asks has approved it. Where the yes is to what a step shows, that is shown
   * first, and the run waits for the answer.
   */
  public Future<Outcome> run(Order order) {
    return here(
        () ->
            wish(order)
                .map(wish -> run(wish, order.who()))
                .orElseGet(() -> Future.succeededFuture(missing(order))));
  }

  private Future<Outcome> run(Wish wish, String who) {
    var block = engine.admission().decide(wish, Standing.NEW);
    if (block.isPresent()) return Future.succeededFuture(blocked(wish, block.get()));
    if (engine.shop().kinds().showsFirst(wish.remedy()))
      return engine.ask(wish).compose(run -> accepted(run.id()));
    var run = engine.planned(wish, RunState.RUNNING, "");
    engine.runs().begin(run, wish.remedy(), who, List.of());
    return accepted(run.id());
  }

  private Future<Outcome> accepted(String id) {
    return engine.shop().journal().find(id).map(found -> accepted(id, found));
  }

  private static Outcome accepted(String id, Optional<Run> found) {
    return found.<Outcome>map(Outcome.Accepted::new).orElse(new Outcome.Missing("a run " + id));
  }

  private Outcome blocked(Wish wish, Block block) {
    return new Outcome.Blocked(block, engine.admission().answers(wish, Standing.NEW));
  }

  private Optional<Wish> wish(Order order) {
    var terms = engine.admission().terms();
    if (!terms.gateways().containsKey(order.subject().gateway())) return Optional.empty();
    return terms
        .remedy(order.remedy())
        .map(
            remedy ->
                new Wish(remedy, order.subject(), new Call.ByPerson(order.who()), order.despite()));
  }

  /** Which of its names is not known, and what was probably meant. */
  public Future<Outcome> missed(Order order) {
    return here(() -> Future.succeededFuture(missing(order)));
  }

  private Outcome missing(Order order) {
    var terms = engine.admission().terms();
    var gateway = order.subject().gateway();
    return new Outcome.Missing(
        terms.gateways().containsKey(gateway)
            ? named("a remedy ", order.remedy(), terms.remedies().stream().map(it -> it.name()))
            : named("a gateway ", gateway, terms.gateways().keySet().stream()));
  }

  /** What is wrong with a gateway's name; empty: it is watched. */
  public Future<Optional<String>> unknown(String gateway) {
    return here(
        () -> {
          var known = engine.admission().terms().gateways().keySet();
          return Future.succeededFuture(
              known.contains(gateway)
                  ? Optional.empty()
                  : Optional.of(named("a gateway ", gateway, known.stream())));
        });
  }

  private static String named(String kind, String name, Stream<String> known) {
    var all = known.sorted().toList();
    var near = Nearest.suggestion(name, all);
    var few = all.size() <= FEW ? "there is " + String.join(", ", all) : "";
    var hint = near.isEmpty() ? few : near;
    return kind + name + (hint.isEmpty() ? "" : " (" + hint + ")");
  }

  /** Says yes to what waits for it, or takes up a suggestion. */
  public Future<Outcome> approve(String id, String who) {
    return here(
        () ->
            engine.runs().find(id).map(one -> approve(one, who)).orElseGet(() -> takeUp(id, who)));
  }

  private Future<Outcome> approve(Live one, String who) {
    if (one.run().state() != RunState.AWAITING_APPROVAL || one.run().approval().isEmpty())
      return refused("run " + one.run().id() + " is " + one.run().state() + ", nobody is asked");
    var midway = one.run().times().startedAt().isPresent();
    var wish = Engine.wish(one, midway ? MIDWAY : one.despite());
    var block = engine.admission().decide(wish, Standing.APPROVED);
    if (block.isPresent()) return Future.succeededFuture(blocked(wish, block.get()));
    one.settle();
    var now = engine.shop().now();
    var run = one.run(one.run().answered(new Run.Answer(true, who, now)));
    if (midway) engine.runs().goOn(one, run, who);
    else engine.runs().begin(run, one.remedy(), who, List.of());
    engine.shop().tell(new RemedyEvent.ApprovalAnswered(run, now));
    return accepted(run.id());
  }

  private Future<Outcome> takeUp(String id, String who) {
    return written(id, run -> takeUp(run, who));
  }

  /** What is over, or was only suggested, is in the journal only. */
  private Future<Outcome> written(String id, Function<Run, Future<Outcome>> then) {
    return engine
        .shop()
        .journal()
        .find(id)
        .compose(
            found ->
                found
                    .map(then)
                    .orElseGet(() -> Future.succeededFuture(new Outcome.Missing("a run " + id))));
  }

  private Future<Outcome> takeUp(Run proposed, String who) {
    var over = suggestions.over(proposed);
    if (over.isPresent()) return refused(over.get());
    var order = new Order(proposed.remedy(), proposed.subject(), who, Set.of());
    var begun =
        wish(order)
            .map(wish -> run(wish, who))
            .orElseGet(() -> Future.succeededFuture(missing(order)));
    return suggestions.taken(proposed, who, begun);
  }

  public Future<Outcome> reject(String id, String who, String because) {
    return here(
        () ->
            engine
                .runs()
                .find(id)
                .map(one -> reject(one, who, because))
                .orElseGet(() -> written(id, run -> turnDown(run, who, because))));
  }

  private Future<Outcome> turnDown(Run proposed, String who, String because) {
    return suggestions
        .over(proposed)
        .map(RemedyDesk::refused)
        .orElseGet(() -> suggestions.turnDown(proposed, who, rejected(who, because)));
  }

  private static String rejected(String who, String because) {
    return "rejected by " + who + (because.isBlank() ? "" : ": " + because);
  }

  private Future<Outcome> reject(Live one, String who, String because) {
    if (one.run().state() != RunState.AWAITING_APPROVAL || one.run().approval().isEmpty())
      return refused("run " + one.run().id() + " is " + one.run().state() + ", nobody is asked");
    var id = one.run().id();
    one.run(one.run().answered(new Run.Answer(false, who, engine.shop().now())));
    engine.runs().refused(one, RunState.REJECTED, who, rejected(who, because));
    return accepted(id);
  }

  /** Undoes a run that is over, where its remedy says how. */
  public Future<Outcome> rollback(String id, String who) {
    return here(() -> written(id, run -> rollback(run, who)));
  }

  private Future<Outcome> rollback(Run run, String who) {
    var remedy = engine.admission().terms().remedy(run.remedy());
    if (!run.state().isOver() || run.times().startedAt().isEmpty())
      return refused(
          "run " + run.id() + " is " + run.state() + "; only what is done can be undone");
    if (remedy.isEmpty() || remedy.get().rollback().isEmpty())
      return refused(run.remedy() + " says nothing about how to undo it (rollback)");
    if (run.steps().size() > remedy.get().steps().size())
      return refused("run " + run.id() + " was rolled back already");
    if (!dev.lifeguard.remedy.Course.fits(remedy.get(), run.steps()))
      return refused(run.remedy() + " is another one by now; undo it by hand");
    var stopped = engine.memory().stop();
    if (stopped.isPresent()) return refused(stopped.get().toString());
    var lease = engine.memory().lease(run.gateway());
    if (lease.isPresent()) return refused("run " + lease.get() + " is at work there");
    engine.runs().rollBackAgain(run, remedy.get(), who);
    return accepted(run.id());
  }

  /** Ends what is at work at once, and lets nothing begin. */
  public Future<Void> stop(String who, String because) {
    return here(() -> engine.stop(new Stop(who, because, engine.shop().now())));
  }

  public Future<Void> resume(String who) {
    return here(() -> engine.resume(who));
  }

  /** The run whose open question the link answers; empty: it is void, or never was one. */
  public Future<Optional<Run>> question(String token) {
    return here(() -> Future.succeededFuture(open(token).map(Live::run)));
  }

  private Optional<Live> open(String token) {
    return OneTimeLink.run(token)
        .flatMap(engine.runs()::find)
        .filter(one -> one.run().state() == RunState.AWAITING_APPROVAL)
        .filter(one -> engine.link().fits(token, one.run()));
  }

  /** What the link's page was answered with. */
  public enum Word {
    YES,
    NO
  }

  public Future<Outcome> answer(String token, Word word) {
    return here(
        () ->
            open(token)
                .map(one -> answer(one, word))
                .orElseGet(() -> refused("this link was used already, or its question is over")));
  }

  private Future<Outcome> answer(Live one, Word word) {
    return switch (word) {
      case YES -> approve(one, "link");
      case NO -> reject(one, "link", "");
    };
  }

  /** What Alertmanager tells; one answer each. */
  public Future<List<HookResult>> hooked(List<Hooked> alerts) {
    return here(() -> Future.succeededFuture(alerts.stream().map(hooks::hear).toList()));
  }

  private static Future<Outcome> refused(String why) {
    return Future.succeededFuture(new Outcome.Refused(why));
  }

  private <T> Future<T> here(Supplier<Future<T>> task) {
    var done = Promise.<T>promise();
    engine
        .shop()
        .context()
        .runOnContext(
            _ -> Future.<T>future(promise -> task.get().onComplete(promise)).onComplete(done));
    return done.future();
  }
}

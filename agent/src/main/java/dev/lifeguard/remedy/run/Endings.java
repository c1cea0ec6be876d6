package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.Breaker;
import dev.lifeguard.remedy.Ledger;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.RemedyEvent.PageRequested;
import dev.lifeguard.remedy.RemedySettings.Otherwise;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.store.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends runs: what the ledger learns of it, who is told, and all of it written down in one. */
final class Endings {
  private static final Logger log = LoggerFactory.getLogger(Endings.class);

  /** The note that a person had the run undone: nothing is learnt from how that ends. */
  static final String ROLLED_BACK_BY = "rolledBackBy";

  private final Workshop shop;
  private final Memory memory;
  private final Pages pages;

  /** Who hears that it did not help. */
  enum Loudness {
    /** Nobody: a person decided it. */
    QUIET,
    /** As the remedy's {@code otherwise} says. */
    AS_WRITTEN,
    /** A person, whatever the remedy says. */
    PAGE
  }

  Endings(Workshop shop, Memory memory, Pages pages) {
    this.shop = shop;
    this.memory = memory;
    this.pages = pages;
  }

  void end(Live one, RunState state, String because, Loudness loudness) {
    var now = shop.now();
    var run = one.run(one.run().in(state, because).at(one.run().times().ended(now)));
    var before = memory.ledger(run.remedy(), run.gateway());
    var after = ledger(one, before, now);
    memory.put(after);
    memory.release(run);
    memory.effect(run);
    var page = page(one, after, before, loudness);
    var changes = new ArrayList<Change>();
    changes.add(Journal.put(run));
    changes.add(Journal.put(after));
    changes.add(Journal.release(run));
    changes.add(Journal.line("finished", run, "agent", state + ": " + because, now));
    page.map(Pages::change).ifPresent(changes::add);
    shop.journal()
        .write(changes)
        .onFailure(e -> log.error("the end of a run cannot be written down run={}", run.id(), e))
        .onComplete(_ -> told(one, before, after, page));
  }

  /** Only runs that did something teach it anything. */
  private static Ledger ledger(Live one, Ledger before, Instant now) {
    var run = one.run();
    if (run.times().startedAt().isEmpty() || run.notes().containsKey(ROLLED_BACK_BY)) return before;
    return switch (run.state()) {
      case VERIFIED -> before.verified(now);
      case FAILED, INCONCLUSIVE -> before.failed(one.remedy().limits().breaker(), now);
      case REJECTED, EXPIRED -> before;
      case PROPOSED, AWAITING_APPROVAL, RUNNING, VERIFYING, ROLLING_BACK -> before;
    };
  }

  private static boolean opened(Ledger before, Ledger after) {
    return after.breaker() instanceof Breaker.Open && !(before.breaker() instanceof Breaker.Open);
  }

  private Optional<PageRequested> page(Live one, Ledger after, Ledger before, Loudness loudness) {
    var run = one.run();
    if (run.state() != RunState.FAILED && run.state() != RunState.INCONCLUSIVE)
      return Optional.empty();
    if (opened(before, after) && after.breaker() instanceof Breaker.Open(var until, _))
      return Optional.of(
          pages.about(
              run,
              run.remedy() + " gave up on " + run.gateway(),
              "it did not help, again (" + run.because() + "); it is left alone until " + until));
    var wanted =
        loudness == Loudness.PAGE
            || (loudness == Loudness.AS_WRITTEN
                && one.remedy().otherwise().equals(Optional.of(Otherwise.PAGE)));
    return wanted
        ? Optional.of(
            pages.about(
                run, run.remedy() + " " + run.state() + " on " + run.gateway(), run.because()))
        : Optional.empty();
  }

  private void told(Live one, Ledger before, Ledger after, Optional<PageRequested> page) {
    var run = one.run();
    var now = shop.now();
    shop.tell(new RemedyEvent.Finished(run, now));
    page.ifPresent(pages::handOver);
    if (page.isEmpty() && wantsNote(one))
      shop.tell(
          new RemedyEvent.NoteRequested(
              "run-" + run.id(),
              run.subject(),
              List.of(),
              run.remedy() + " " + run.state() + " on " + run.gateway() + ": " + run.because(),
              run.cause(),
              now));
    breaker(run, before, after, now);
  }

  private static boolean wantsNote(Live one) {
    var state = one.run().state();
    return (state == RunState.FAILED || state == RunState.INCONCLUSIVE)
        && one.remedy().otherwise().equals(Optional.of(Otherwise.NOTIFY));
  }

  private void breaker(Run run, Ledger before, Ledger after, Instant now) {
    if (opened(before, after) && after.breaker() instanceof Breaker.Open(var until, _))
      shop.tell(
          new RemedyEvent.BreakerOpened(run.remedy(), run.gateway(), run.because(), until, now));
    var closed =
        after.breaker() instanceof Breaker.Closed && !(before.breaker() instanceof Breaker.Closed);
    if (closed) shop.tell(new RemedyEvent.BreakerClosed(run.remedy(), run.gateway(), now));
  }
}

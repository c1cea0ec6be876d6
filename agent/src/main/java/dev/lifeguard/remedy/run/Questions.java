package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.Run.Question;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.store.Change;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts questions to people: what would be done, to what, while what goes on; until when. */
final class Questions {
  static final Duration USUAL = Duration.ofMinutes(30);

  private static final Logger log = LoggerFactory.getLogger(Questions.class);
  private static final Duration PREVIEW = Duration.ofSeconds(20);

  private final Workshop shop;
  private final Previews previews;
  private Framing framing = new Framing(_ -> "", _ -> "", _ -> {}, _ -> "");

  Questions(Workshop shop) {
    this.shop = shop;
    this.previews = new Previews(shop.kinds());
  }

  /**
   * What else a question needs.
   *
   * @param blastRadius how much of the fleet is in need
   * @param activeWork what goes on at the gateway
   * @param expired what happens to a question that nobody answers
   * @param link signs the link that answers it
   */
  record Framing(
      java.util.function.Function<Live, String> blastRadius,
      java.util.function.Function<Live, String> activeWork,
      Consumer<Live> expired,
      java.util.function.Function<Run, String> link) {}

  void frame(Framing with) {
    framing = with;
  }

  /** Looks what would be done, writes the question down, and asks it; ends when it is asked. */
  Future<Void> ask(Live one, Duration expires, List<Change> more) {
    var run = one.run();
    var deadline = shop.now().plus(PREVIEW);
    var looking =
        shop.aside(
            "remedy-preview-" + run.id(),
            () -> previews.of(one.remedy().steps(), run.cause(), deadline));
    var limit =
        shop.after(
            PREVIEW,
            () -> looking.cut(dev.lifeguard.reason.Reason.DEADLINE_EXCEEDED, "no preview in time"));
    return looking
        .future()
        .otherwise(List.of())
        .compose(
            seen -> {
              limit.cancel();
              return ask(one, question(one, seen, shop.now().plus(expires)), more);
            });
  }

  private Question question(Live one, List<Previews.StepPreview> seen, Instant expiresAt) {
    var text = seen.isEmpty() ? "what it would do could not be looked up" : Previews.text(seen);
    return new Question(
        text,
        Previews.diff(seen),
        framing.blastRadius().apply(one),
        framing.activeWork().apply(one),
        expiresAt);
  }

  private Future<Void> ask(Live one, Question question, List<Change> more) {
    var now = shop.now();
    var run =
        one.run(
            one.run()
                .in(
                    RunState.AWAITING_APPROVAL,
                    "a person must say yes until " + question.expiresAt())
                .asked(question));
    var changes = new ArrayList<Change>(more);
    changes.add(Journal.put(run));
    changes.add(Journal.line("asked", run, "agent", question.text(), now));
    expire(one);
    return shop.journal()
        .write(changes)
        .onFailure(e -> log.error("a question cannot be written down run={}", run.id(), e))
        .onSuccess(
            _ -> shop.tell(new RemedyEvent.ApprovalNeeded(run, framing.link().apply(run), now)));
  }

  /** The question stands since before the start. */
  void takeUp(Live one) {
    expire(one);
  }

  private void expire(Live one) {
    var until = one.run().approval().map(open -> open.question().expiresAt()).orElse(shop.now());
    var left = Duration.between(shop.now(), until);
    one.timer(
        shop.after(
            left.isNegative() ? Duration.ZERO : left,
            () -> {
              if (one.run().state() == RunState.AWAITING_APPROVAL) framing.expired().accept(one);
            }));
  }

  Previews previews() {
    return previews;
  }

  /** For people, how many agent runs are under way. */
  static String activeWork(LiveFacts facts, Live one, Instant now) {
    var value =
        facts.value(one.run().subject(), Fact.ACTIVE_RUNS, now.minus(Duration.ofMinutes(2)));
    return switch (value) {
      case FactValue.Amount(var runs) -> "%.0f agent runs are under way".formatted(runs);
      case FactValue.AtLeast(var runs, _) ->
          "at least %.0f agent runs are under way".formatted(runs);
      case FactValue.Word(var word) -> word;
      case FactValue.Unknown _ -> "nobody knows whether agent runs are under way";
    };
  }
}

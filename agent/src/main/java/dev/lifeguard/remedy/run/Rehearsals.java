package dev.lifeguard.remedy.run;

import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Petition.Standing;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.run.Admission.Wish;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the gates would say and each step would do, without doing it. On the engine's context. */
final class Rehearsals {
  /** Whoever asks waits for it: both together stay below ten seconds. */
  private static final Duration LOOK = Duration.ofSeconds(4);

  private static final Duration PREVIEW = Duration.ofSeconds(5);

  private final Engine engine;

  Rehearsals(Engine engine) {
    this.engine = engine;
  }

  Future<Optional<Rehearsal>> of(Wish wish) {
    var shop = engine.shop();
    var looked = Promise.<Void>promise();
    if (engine.admission().needsLook(wish)) engine.demands().look(wish, looked::tryComplete);
    else looked.complete();
    shop.after(LOOK, looked::tryComplete);
    var cause =
        new Scene.Cause(
            "", wish.remedy().name(), wish.subject(), Optional.empty(), Optional.empty());
    return looked
        .future()
        .compose(_ -> previews(shop, wish, cause))
        .map(steps -> Optional.of(rehearsal(wish, steps)));
  }

  private Future<List<Previews.StepPreview>> previews(Workshop shop, Wish wish, Scene.Cause cause) {
    var previews = engine.runs().questions().previews();
    var deadline = shop.now().plus(PREVIEW);
    var thread =
        shop.aside("remedy-rehearsal", () -> previews.of(wish.remedy().steps(), cause, deadline));
    shop.after(PREVIEW, () -> thread.cut(Reason.DEADLINE_EXCEEDED, "no preview in time"));
    return thread.future();
  }

  private Rehearsal rehearsal(Wish wish, List<Previews.StepPreview> steps) {
    return new Rehearsal(
        wish.remedy().name(),
        wish.subject(),
        engine.admission().mode(wish.remedy(), wish.subject().gateway()),
        engine.admission().answers(wish, Standing.NEW),
        steps.stream()
            .map(one -> new Rehearsal.Step(one.number(), one.name(), one.input(), one.preview()))
            .toList());
  }
}

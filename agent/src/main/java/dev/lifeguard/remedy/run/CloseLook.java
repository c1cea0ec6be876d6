package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Petition.Harm;
import dev.lifeguard.remedy.PlannedStep;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks closely before a gateway is restarted: asks it quickly, then once more with all the
 * patience that its own slowness deserves. A gateway that is starting, draining or busy is not
 * down, and silence alone is no evidence. Blocks.
 */
final class CloseLook {
  private static final Duration QUICK = Duration.ofSeconds(2);

  /** So long the second question waits for an answer, whatever the gateway was like before. */
  static final Duration LEAST = Duration.ofSeconds(10);

  private static final Duration MOST = Duration.ofSeconds(120);
  private static final int TIMES = 10;
  private static final Set<String> ALIVE = Set.of("starting", "draining", "busy");

  private final Workshop shop;
  private final String gateway;
  private final Duration patience;
  private final Optional<String> busyWith;

  CloseLook(Workshop shop, LiveFacts facts, String gateway) {
    this.shop = shop;
    this.gateway = gateway;
    var since = shop.now().minus(Runs.FRESH);
    this.patience = patience(facts.value(Subject.gateway(gateway), Fact.P99_LATENCY, since));
    this.busyWith =
        facts.value(Subject.gateway(gateway), Fact.GATEWAY_STATE, since)
                instanceof FactValue.Word(var state)
            ? Optional.of(state).filter(ALIVE::contains)
            : Optional.empty();
  }

  private static Duration patience(FactValue p99) {
    if (!(p99 instanceof FactValue.Amount(var seconds))) return LEAST;
    var wanted = Math.min(seconds * TIMES, MOST.toSeconds());
    return Duration.ofMillis((long) Math.max(wanted * 1000, LEAST.toMillis()));
  }

  /** What speaks against a restart without a person. */
  List<Block> obstacles(RemedySettings remedy, Scene.Cause cause) throws InterruptedException {
    var found = new ArrayList<Block>();
    if (shop.kinds().harm(remedy) != Harm.NONE)
      alive().ifPresent(detail -> found.add(new Block(Why.ALIVE, detail)));
    if (found.isEmpty())
      for (var planned : remedy.steps()) obstacle(planned, cause).ifPresent(found::add);
    return found;
  }

  private Optional<String> alive() throws InterruptedException {
    if (busyWith.isPresent()) return Optional.of("it is " + busyWith.get() + ", not down");
    var liveness = shop.around().liveness();
    if (liveness.answers(gateway, QUICK)) return Optional.of("it answers");
    return liveness.answers(gateway, patience)
        ? Optional.of("it answers, slowly: within " + patience.toSeconds() + " s")
        : Optional.empty();
  }

  private Optional<Block> obstacle(PlannedStep planned, Scene.Cause cause)
      throws InterruptedException {
    var kind = shop.kinds().find(planned.step().name());
    if (kind.isEmpty()) return Optional.empty();
    var deadline = Instant.MAX;
    return kind.get().obstacle(new Scene(cause, 0, planned.step(), Map.of(), deadline));
  }
}

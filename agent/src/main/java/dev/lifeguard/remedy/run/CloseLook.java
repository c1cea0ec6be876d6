package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.reason.Reason;
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
  private static final String REJECTED =
      "the gateway rejects its configuration (config_rejected) and would end with 78 again; see:"
          + " lifeguard diagnose, openclaw doctor";
  private static final String TUNNEL_RESTART = "tunnel.restart";
  private static final Set<String> ALIVE = Set.of("starting", "draining", "busy");

  private final Workshop shop;
  private final LiveFacts facts;
  private final String gateway;
  private final Duration patience;
  private final String state;
  private final String reason;

  CloseLook(Workshop shop, LiveFacts facts, String gateway) {
    this.shop = shop;
    this.facts = facts;
    this.gateway = gateway;
    var since = shop.now().minus(Runs.FRESH);
    this.patience = patience(facts.value(Subject.gateway(gateway), Fact.P99_LATENCY, since));
    this.state = word(facts.value(Subject.gateway(gateway), Fact.GATEWAY_STATE, since));
    this.reason = word(facts.value(Subject.gateway(gateway), Fact.GATEWAY_REASON, since));
  }

  private static String word(FactValue value) {
    return value instanceof FactValue.Word(var word) ? word : "";
  }

  private static Duration patience(FactValue p99) {
    if (!(p99 instanceof FactValue.Amount(var seconds))) return LEAST;
    var wanted = Math.min(seconds * TIMES, MOST.toSeconds());
    return Duration.ofMillis((long) Math.max(wanted * 1000, LEAST.toMillis()));
  }

  /** What speaks against a restart without a person. */
  List<Block> obstacles(RemedySettings remedy, Scene.Cause cause) throws InterruptedException {
    var found = new ArrayList<Block>();
    if (shop.kinds().harm(remedy) != Harm.NONE) {
      if (isRejected(remedy)) return List.of(new Block(Why.FUTILE, REJECTED));
      alive().ifPresent(detail -> found.add(new Block(Why.ALIVE, detail)));
    }
    forbidden(remedy, cause.subject()).ifPresent(found::add);
    if (found.isEmpty())
      for (var planned : remedy.steps())
        obstacle(planned, cause)
            .filter(block -> block.why() != Why.FUTILE || isFirst(planned, remedy))
            .ifPresent(found::add);
    return found;
  }

  /** With the same configuration it would end with 78 again; an earlier step may mend that. */
  private boolean isRejected(RemedySettings remedy) {
    return reason.equals(Reason.CONFIG_REJECTED.code())
        && shop.kinds().restarts(remedy.steps().getFirst().step());
  }

  /** The session stands, and what the server does not let through it will not let through anew. */
  private Optional<Block> forbidden(RemedySettings remedy, Subject subject) {
    if (!remedy.steps().getFirst().step().name().equals(TUNNEL_RESTART)) return Optional.empty();
    var forward = word(facts.value(subject, Fact.FORWARD_REASON, shop.now().minus(Runs.FRESH)));
    return Reason.of(forward)
        .filter(why -> why.kind() == Reason.Kind.PERMANENT)
        .map(why -> new Block(Why.FUTILE, why.meaning() + ", which a new session does not mend"));
  }

  /** What would outlast a later step may be mended by the steps before it. */
  private static boolean isFirst(PlannedStep planned, RemedySettings remedy) {
    return remedy.steps().getFirst() == planned;
  }

  private Optional<String> alive() throws InterruptedException {
    if (ALIVE.contains(state)) return Optional.of("it is " + state + ", not down");
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

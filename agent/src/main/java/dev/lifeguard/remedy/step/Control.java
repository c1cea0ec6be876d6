package dev.lifeguard.remedy.step;

import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewayControl.Welcome;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one gateway can be made to do, by threads that may wait. Keeps within the gateway's limit of
 * control writes, and never asks again for what was forbidden.
 */
public final class Control {
  private static final Duration READ = Duration.ofSeconds(15);
  private static final Duration WRITE = Duration.ofSeconds(30);

  /** Beyond what the other end was given: the connection itself takes its time too. */
  private static final Duration DIAL = Duration.ofSeconds(15);

  private final String gateway;
  private final GatewayControl line;
  private final Time time;
  private final WriteBudget budget;
  private volatile Map<String, Failure> forbidden = Map.of();

  Control(String gateway, GatewayControl line, Time time) {
    this(gateway, line, time, new WriteBudget());
  }

  private Control(String gateway, GatewayControl line, Time time, WriteBudget budget) {
    this.gateway = gateway;
    this.line = line;
    this.time = time;
    this.budget = budget;
  }

  /** The same gateway, asked again for what it forbade. */
  Control forgiven() {
    return new Control(gateway, line, time, budget);
  }

  public Time time() {
    return time;
  }

  /** Asks what changes nothing. Fails with a FailedException. */
  public Payload read(String method, JsonObject params) throws InterruptedException {
    return answer(method, reply(method, params, READ));
  }

  /** Changes something. Fails with a FailedException. */
  public Payload write(String method, JsonObject params) throws InterruptedException {
    return answer(method, tryWrite(method, params));
  }

  /** The same, the gateway's refusal being an answer too. */
  public Reply tryWrite(String method, JsonObject params) throws InterruptedException {
    var wait = budget.take(method, time.nanos());
    if (wait.isPresent())
      return Reply.missing(
          Reason.RATE_LIMITED,
          "too many calls of " + method + "; the next in " + wait.get().toSeconds() + " s");
    return reply(method, params, WRITE);
  }

  /** Which life of the gateway this is; or why it does not say. */
  public Welcome welcome() throws InterruptedException {
    return Waiting.on(line.welcome(), DIAL);
  }

  private Reply reply(String method, JsonObject params, Duration within)
      throws InterruptedException {
    if (forbidden.get(method) instanceof Failure before) return new Reply.Missing(before);
    var reply = Waiting.on(line.call(method, params, within), within.plus(DIAL));
    reply
        .problem()
        .filter(why -> why.reason() == Reason.SCOPE_MISSING)
        .ifPresent(why -> forbid(method, why));
    return reply;
  }

  /** A forbidden call that is repeated is noise at best; somebody must first change the rights. */
  private synchronized void forbid(String method, Failure why) {
    var more = new TreeMap<>(forbidden);
    more.put(
        method,
        new Failure(
            why.reason(),
            method
                + " was forbidden before and is not asked again until the configuration is"
                + " reloaded: "
                + why.detail()));
    forbidden = Map.copyOf(more);
  }

  private Payload answer(String method, Reply reply) {
    Optional<Failure> problem = reply.problem();
    if (problem.isPresent())
      throw new FailedException(
          problem.get().reason(), gateway + ": " + method + ": " + problem.get().detail());
    return reply.answer().orElse(Payload.EMPTY);
  }
}

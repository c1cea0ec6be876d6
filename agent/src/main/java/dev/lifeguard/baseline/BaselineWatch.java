package dev.lifeguard.baseline;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at everything once an hour and soon after each change of the configuration, and tells what
 * it saw as facts. An event-loop verticle: the look itself runs on a virtual thread.
 */
public final class BaselineWatch extends VerticleBase {
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration SETTLED = Duration.ofSeconds(20);
  private static final Duration TOLD_AGAIN = Duration.ofMinutes(1);

  /** How this machine logs in elsewhere can be alerted on check by check. */
  private static final Map<Fact, BaselineCheck> COUNTED =
      Map.of(
          Fact.SSH_KEY_MODE, BaselineCheck.SSH_KEY_MODE,
          Fact.SSH_KEY_TYPE, BaselineCheck.SSH_KEY_TYPE,
          Fact.SSH_HOST_KEY_UNCHECKED, BaselineCheck.SSH_HOST_KEY_UNCHECKED,
          Fact.SSH_KEEPALIVE_OFF, BaselineCheck.SSH_KEEPALIVE_OFF,
          Fact.LOCAL_PORT_EPHEMERAL, BaselineCheck.LOCAL_PORT_EPHEMERAL,
          Fact.LOCAL_PORT_NODE_PORT, BaselineCheck.LOCAL_PORT_NODE_PORT);

  private static final Logger log = LoggerFactory.getLogger(BaselineWatch.class);

  private final Bus bus;
  private final Time time;
  private final Path dataDir;
  private final Map<String, Security> audits = new HashMap<>();
  private final List<Timer> timers = new ArrayList<>();
  private final List<Promise<BaselineReport>> waiting = new ArrayList<>();
  private Subscription listening = () -> {};
  private Timer soon = () -> {};
  private Optional<BaselineScope> scope = Optional.empty();
  private Optional<BaselineReport> latest = Optional.empty();
  private boolean looking;

  public BaselineWatch(Bus bus, Time time, Path dataDir) {
    this.bus = bus;
    this.time = time;
    this.dataDir = dataDir;
  }

  @Override
  public Future<?> start() {
    listening =
        bus.on(
            GatewayEvent.Reported.class,
            it -> audits.put(it.report().gateway(), it.report().security()));
    timers.add(time.every(EVERY, this::look));
    timers.add(time.every(TOLD_AGAIN, () -> latest.ifPresent(this::tellFacts)));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    listening.end();
    soon.cancel();
    timers.forEach(Timer::cancel);
    return Future.succeededFuture();
  }

  /** This is what there is from now on; looked at once gateways had the time to answer. */
  public void follow(BaselineScope wanted) {
    context.runOnContext(
        _ -> {
          scope = Optional.of(wanted);
          soon.cancel();
          soon = time.after(SETTLED, this::look);
        });
  }

  /** The latest look; the first one is awaited. From any thread. */
  public Future<BaselineReport> report() {
    return ask(() -> latest.map(Future::succeededFuture).orElseGet(this::next));
  }

  /** A look that begins now, or the one that is under way. From any thread. */
  public Future<BaselineReport> fresh() {
    return ask(this::next);
  }

  private Future<BaselineReport> ask(java.util.function.Supplier<Future<BaselineReport>> question) {
    var caller = vertx.getOrCreateContext();
    var answer = Promise.<BaselineReport>promise();
    context.runOnContext(
        _ -> question.get().onComplete(given -> caller.runOnContext(_ -> answer.handle(given))));
    return answer.future();
  }

  private Future<BaselineReport> next() {
    var promise = Promise.<BaselineReport>promise();
    waiting.add(promise);
    look();
    return promise.future();
  }

  private void look() {
    if (looking || scope.isEmpty()) return;
    looking = true;
    var means = new Baseline.Means(vertx, time, dataDir, searchPath(), audits);
    var wanted = scope.get();
    Thread.ofVirtual().name("baseline").start(() -> look(means, wanted));
  }

  private static String searchPath() {
    return System.getenv().getOrDefault("PATH", "");
  }

  private void look(Baseline.Means means, BaselineScope wanted) {
    try {
      var report = Baseline.look(means, wanted);
      context.runOnContext(_ -> looked(report));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("baseline broken", e);
      context.runOnContext(_ -> broken(e));
    }
  }

  private void broken(RuntimeException bug) {
    looking = false;
    waiting.forEach(promise -> promise.tryFail(bug));
    waiting.clear();
  }

  private void looked(BaselineReport report) {
    looking = false;
    latest = Optional.of(report);
    log.info(
        "baseline findings={} notLooked={}", report.findings().size(), report.notLooked().size());
    bus.publish(new BaselineLooked(report));
    tellFacts(report);
    waiting.forEach(promise -> promise.tryComplete(report));
    waiting.clear();
  }

  private void tellFacts(BaselineReport report) {
    tellCounts(Subject.AGENT, report, Optional.empty());
    report.ages().forEach((gateway, ages) -> tell(gateway, report, ages));
  }

  private void tell(String gateway, BaselineReport report, BaselineReport.Ages ages) {
    var subject = Subject.gateway(gateway);
    tellCounts(subject, report, Optional.of(gateway));
    tell(subject, Fact.KEY_AGE, age(ages.key(), "no key file is in use"));
    tell(subject, Fact.TOKEN_AGE, age(ages.token(), "no token file is in use"));
  }

  private void tellCounts(Subject subject, BaselineReport report, Optional<String> gateway) {
    var critical = report.count(gateway, Severity.CRITICAL);
    var all = critical + report.count(gateway, Severity.WARNING);
    tell(subject, Fact.BASELINE_CRITICAL, FactValue.of((double) critical));
    tell(subject, Fact.BASELINE_FINDINGS, FactValue.of((double) all));
    COUNTED.forEach(
        (fact, check) -> tell(subject, fact, FactValue.of((double) report.count(gateway, check))));
  }

  private static FactValue age(Optional<Duration> age, String otherwise) {
    return age.map(FactValue::of).orElseGet(() -> FactValue.unknown(otherwise));
  }

  private void tell(Subject subject, Fact fact, FactValue value) {
    bus.publish(new Observed(subject, fact, value, time.now()));
  }
}

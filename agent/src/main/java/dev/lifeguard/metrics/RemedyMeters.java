package dev.lifeguard.metrics;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.HookResult;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.Run;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What remedies do: runs by outcome, steps, gates that held, breakers; and one log line each. */
public final class RemedyMeters {
  private static final Logger log = LoggerFactory.getLogger(RemedyMeters.class);

  private final Series series;
  private final Counter runs =
      Counter.build("lifeguard_remediation_runs_total", "Runs of remedies that ended, by outcome.")
          .labelNames("remedy", "outcome")
          .create();
  private final Histogram took =
      Histogram.build(
              "lifeguard_remediation_seconds", "From the start of a run to its verified end.")
          .labelNames("remedy")
          .buckets(0.5, 1, 2, 5, 10, 30, 60, 300, 900)
          .create();
  private final Counter steps =
      Counter.build("lifeguard_remediation_steps_total", "Steps of remedies that ended.")
          .labelNames("step", "outcome")
          .create();
  private final Counter blocked =
      Counter.build(
              "lifeguard_remediation_blocked_total",
              "Remedies that were called for and kept from running, by the gate that held.")
          .labelNames("reason")
          .create();
  private final Counter asked =
      Counter.build("lifeguard_remediation_questions_total", "Approvals, by what came of them.")
          .labelNames("outcome")
          .create();
  private final Counter hooks =
      Counter.build("lifeguard_hook_alerts_total", "Alerts told by Alertmanager's webhook.")
          .labelNames("result")
          .create();
  private final Counter pages =
      Counter.build("lifeguard_remediation_pages_total", "Pages that remedies asked for.").create();
  private final Gauge breakers =
      Gauge.build("lifeguard_remedy_breaker", "0 closed, 1 half open, 2 open.")
          .labelNames("gateway", "remedy")
          .create();
  private final Gauge stopped =
      Gauge.build("lifeguard_remediation_stopped", "1 while a person has stopped all remedies.")
          .create();

  public RemedyMeters(Metrics metrics, Bus bus) {
    series = metrics.series();
    metrics.register(runs);
    metrics.register(took);
    metrics.register(steps);
    metrics.register(blocked);
    metrics.register(asked);
    metrics.register(hooks);
    metrics.register(pages);
    metrics.register(breakers);
    metrics.register(stopped);
    for (var why : Block.Why.values()) series.count(blocked, 0, why.code());
    for (var result : HookResult.values()) series.count(hooks, 0, result.code());
    for (var outcome : new String[] {"asked", "yes", "no", "expired"})
      series.count(asked, 0, outcome);
    bus.on(RemedyEvent.class, this::hear);
    bus.on(Forgotten.class, gone -> forget(gone));
  }

  private void forget(Forgotten gone) {
    if (gone.subject().labels().isEmpty()) breakers.clear(); // told anew within seconds
  }

  private void hear(RemedyEvent event) {
    switch (event) {
      case RemedyEvent.Proposed(var run, _) -> {
        ended(run);
        say(run, "proposed");
      }
      case RemedyEvent.ApprovalNeeded(var run, _, _) -> {
        series.count(asked, 1, "asked");
        say(run, "asks");
      }
      case RemedyEvent.ApprovalAnswered(var run, _) -> answered(run);
      case RemedyEvent.Started(var run, _) -> say(run, "started");
      case RemedyEvent.StepStarted(var run, var step, _) ->
          log.debug("remedy step id={} number={} name={}", run.id(), step.number(), step.name());
      case RemedyEvent.StepFinished(_, var step, _) ->
          series.count(steps, 1, step.name(), step.state().name().toLowerCase(Locale.ROOT));
      case RemedyEvent.Verifying(var run, _) -> say(run, "awaits the facts");
      case RemedyEvent.RollingBack(var run, _) -> say(run, "rolls back");
      case RemedyEvent.Finished(var run, _) -> {
        ended(run);
        say(run, "ended");
      }
      case RemedyEvent.Blocked(_, _, _, var block, _) ->
          series.count(blocked, 1, block.why().code());
      case RemedyEvent.BreakerOpened(var remedy, var gateway, var because, var until, _) -> {
        breaker(gateway, remedy, "open");
        log.warn(
            "remedy breaker open name={} gateway={} until={} because={}",
            remedy,
            gateway,
            until,
            because);
      }
      case RemedyEvent.BreakerHalfOpened(var remedy, var gateway, _) -> {
        breaker(gateway, remedy, "half_open");
        log.info("remedy breaker half open name={} gateway={}", remedy, gateway);
      }
      case RemedyEvent.BreakerClosed(var remedy, var gateway, _) -> {
        breaker(gateway, remedy, "closed");
        log.info("remedy breaker closed name={} gateway={}", remedy, gateway);
      }
      case RemedyEvent.BreakerStands(var remedy, var gateway, var state, _) ->
          breaker(gateway, remedy, state);
      case RemedyEvent.HookHeard(_, _, var result, _) -> series.count(hooks, 1, result.code());
      case RemedyEvent.StopSwitched(var on, var who, var because, _) -> {
        stopped.set(on ? 1 : 0);
        log.warn("remedies {} by={} because={}", on ? "stopped" : "resumed", who, because);
      }
      case RemedyEvent.PageRequested _ -> pages.inc();
      case RemedyEvent.NoteRequested _ -> {
        // told by the notifier, which counts what it tells
      }
    }
  }

  private void ended(Run run) {
    series.count(runs, 1, run.remedy(), run.state().code());
    if (run.state() != dev.lifeguard.remedy.RunState.VERIFIED) return;
    var times = run.times();
    if (times.startedAt().isEmpty() || times.endedAt().isEmpty()) return;
    var lasted = Duration.between(times.startedAt().get(), times.endedAt().get());
    series.observe(took, lasted.toMillis() / 1e3, run.remedy());
  }

  private void answered(Run run) {
    var answer = run.approval().flatMap(Run.Approval::answer);
    series.count(asked, 1, answer.map(it -> it.yes() ? "yes" : "no").orElse("expired"));
  }

  private void breaker(String gateway, String remedy, String state) {
    var value =
        switch (state) {
          case "open" -> 2;
          case "half_open" -> 1;
          default -> 0;
        };
    series.of(breakers, gateway, remedy).set(value);
  }

  private static void say(Run run, String what) {
    log.info(
        "remedy {} id={} name={} subject={} state={} because={}",
        what,
        run.id(),
        run.remedy(),
        run.subject(),
        run.state(),
        run.because());
  }
}

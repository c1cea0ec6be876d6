package dev.lifeguard.schedule;

import dev.lifeguard.probe.ProbeId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.simpl.RAMJobStore;

/**
 * Quartz as we use it: a store in memory, one trigger for each probe, firings on its one daemon
 * thread, no shutdown hook and nothing that phones home. Usable from any thread.
 */
final class Clockwork {
  /** One wake-up fires what is due within the next so many milliseconds. */
  private static final long AHEAD = 25;

  /** Later than this, a firing is put off again instead of joining a burst. */
  private static final long TOO_LATE = 1000;

  private static final int DEFAULT = -1;

  private final Scheduler quartz;

  Clockwork(Consumer<BeatTrigger> firing) {
    try {
      this.quartz = started(firing);
    } catch (SchedulerException e) {
      throw broken(e);
    }
  }

  private static Scheduler started(Consumer<BeatTrigger> firing) throws SchedulerException {
    var name = "schedule-" + UUID.randomUUID();
    var thread = new SchedulerThread();
    var store = new RAMJobStore();
    store.setMisfireThreshold(TOO_LATE);
    var factory = DirectSchedulerFactory.getInstance();
    factory.createScheduler(
        name,
        name,
        thread,
        thread,
        store,
        Map.of(),
        null,
        0,
        DEFAULT,
        DEFAULT,
        false,
        null,
        SchedulerThread.BATCH,
        AHEAD);
    var quartz = factory.getScheduler(name);
    quartz.setJobFactory((bundle, _) -> _ -> firing.accept((BeatTrigger) bundle.getTrigger()));
    quartz.start();
    return quartz;
  }

  List<BeatTrigger> triggers() {
    try {
      return quartz.getTriggerKeys(GroupMatcher.anyTriggerGroup()).stream()
          .<BeatTrigger>mapMulti((key, out) -> trigger(key, out))
          .toList();
    } catch (SchedulerException e) {
      throw broken(e);
    }
  }

  private void trigger(TriggerKey key, Consumer<BeatTrigger> out) {
    try {
      if (quartz.getTrigger(key) instanceof BeatTrigger trigger) out.accept(trigger);
    } catch (SchedulerException e) {
      throw broken(e);
    }
  }

  /** In place of the probe's trigger, if it has one. */
  void put(BeatTrigger trigger) {
    try {
      if (quartz.rescheduleJob(trigger.getKey(), trigger) != null) return;
      var job = JobBuilder.newJob(Job.class).withIdentity(trigger.getJobKey()).build();
      quartz.scheduleJob(job, trigger);
    } catch (SchedulerException e) {
      throw broken(e);
    }
  }

  void remove(ProbeId id) {
    try {
      quartz.deleteJob(new JobKey(id.toString()));
    } catch (SchedulerException e) {
      throw broken(e);
    }
  }

  void stop() {
    try {
      quartz.shutdown(false);
    } catch (SchedulerException e) {
      throw broken(e);
    }
  }

  /** A store in memory has no expected failures. */
  private static IllegalStateException broken(SchedulerException e) {
    return new IllegalStateException(e);
  }
}

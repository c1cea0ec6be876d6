package dev.lifeguard.schedule;

import dev.lifeguard.probe.ProbeId;
import java.io.Serial;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.ScheduleBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.triggers.AbstractTrigger;

/**
 * A {@link Beat} in Quartz's terms. Quartz's own simple trigger has no jitter and makes up for lost
 * firings in a burst; this one skips them. Quartz owns each instance and calls it under its lock.
 */
final class BeatTrigger extends AbstractTrigger<BeatTrigger> {
  @Serial private static final long serialVersionUID = 1;

  /** What came too late to be fired at once is spread over this many milliseconds. */
  private static final long CATCH_UP = 1000;

  private final transient ProbeId id;
  private final Beat beat;
  private long next;
  private long planned;
  private long fired = Long.MIN_VALUE;

  private BeatTrigger(ProbeId id, Beat beat, long first) {
    this.id = id;
    this.beat = beat;
    this.next = first;
    this.planned = first;
    setKey(key(id));
    setJobKey(new org.quartz.JobKey(id.toString()));
  }

  /** Due soon, at the probe's own moment within the span, and from then on by its beat. */
  static BeatTrigger soon(ProbeId id, Beat beat, long span) {
    return new BeatTrigger(id, beat, System.currentTimeMillis() + beat.share(span));
  }

  /** Due by its beat. */
  static BeatTrigger next(ProbeId id, Beat beat) {
    return new BeatTrigger(id, beat, beat.after(System.currentTimeMillis()));
  }

  static TriggerKey key(ProbeId id) {
    return new TriggerKey(id.toString());
  }

  ProbeId id() {
    return id;
  }

  Beat beat() {
    return beat;
  }

  /** The slot that the present firing was planned for. */
  long fired() {
    return fired;
  }

  /**
   * The slots passed over meanwhile are lost. An extra run outside the beat is not followed by the
   * beat's own within half a period.
   */
  @Override
  public void triggered(Calendar calendar) {
    var now = System.currentTimeMillis();
    var regular = beat.after(planned - 1) == planned;
    fired = planned;
    planned = beat.after(Math.max(regular ? planned : planned + beat.period() / 2, now));
    next = planned;
  }

  /** Quartz found it overdue by more than its threshold: after a stall all of them are. */
  @Override
  public void updateAfterMisfire(Calendar calendar) {
    next = System.currentTimeMillis() + beat.share(Math.min(CATCH_UP, beat.period() / 4));
  }

  @Override
  public Date computeFirstFireTime(Calendar calendar) {
    return new Date(next);
  }

  @Override
  public Date getNextFireTime() {
    return new Date(next);
  }

  @Override
  public @Nullable Date getPreviousFireTime() {
    return fired == Long.MIN_VALUE ? null : new Date(fired);
  }

  @Override
  public Date getStartTime() {
    return new Date(planned);
  }

  @Override
  public Date getFireTimeAfter(Date time) {
    return new Date(beat.after(time.getTime()));
  }

  @Override
  public boolean mayFireAgain() {
    return true;
  }

  @Override
  public @Nullable Date getEndTime() {
    return null;
  }

  @Override
  public @Nullable Date getFinalFireTime() {
    return null;
  }

  @Override
  public void setNextFireTime(Date time) {
    next = time.getTime();
  }

  @Override
  public void setPreviousFireTime(Date time) {
    fired = time.getTime();
  }

  @Override
  public void setStartTime(Date time) {
    throw new UnsupportedOperationException("a beat has no start");
  }

  @Override
  public void setEndTime(Date time) {
    throw new UnsupportedOperationException("a beat has no end");
  }

  @Override
  public void updateWithNewCalendar(Calendar calendar, long misfireThreshold) {
    throw new UnsupportedOperationException("a beat has no calendar");
  }

  @Override
  public ScheduleBuilder<BeatTrigger> getScheduleBuilder() {
    throw new UnsupportedOperationException("a beat is not built");
  }

  @Override
  protected boolean validateMisfireInstruction(int instruction) {
    return instruction == MISFIRE_INSTRUCTION_SMART_POLICY;
  }
}

package dev.lifeguard.schedule;

import org.quartz.spi.ThreadExecutor;
import org.quartz.spi.ThreadPool;

/**
 * Quartz's scheduler thread, on which all firings run too: a firing does no more than publish, and
 * handing that to a worker would cost more than doing it. Public only because Quartz calls it by
 * reflection.
 */
public final class SchedulerThread implements ThreadExecutor, ThreadPool {
  /** How many may be due in one go; with it, one wake-up serves many probes. */
  static final int BATCH = 256;

  @Override
  public void execute(Thread scheduler) {
    scheduler.setDaemon(true);
    scheduler.setName("schedule");
    scheduler.start();
  }

  @Override
  public boolean runInThread(Runnable firing) {
    firing.run();
    return true;
  }

  @Override
  public int blockForAvailableThreads() {
    return BATCH;
  }

  @Override
  public int getPoolSize() {
    return 1;
  }

  @Override
  public void initialize() {}

  @Override
  public void shutdown(boolean wait) {}

  @Override
  public void setInstanceId(String id) {}

  @Override
  public void setInstanceName(String name) {}
}

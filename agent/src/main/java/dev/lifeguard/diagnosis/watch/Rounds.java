package dev.lifeguard.diagnosis.watch;

import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.Diagnosis.Basis;
import dev.lifeguard.diagnosis.walk.Means;
import dev.lifeguard.diagnosis.walk.Progress;
import dev.lifeguard.diagnosis.walk.Way;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The walks of the agent: two at a time, the others wait; each on a virtual thread of its own that
 * is interrupted when it takes too long. From any thread.
 */
final class Rounds implements AutoCloseable {
  private static final int AT_ONCE = 2;
  private static final int WAITING = 200;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore running = new Semaphore(AT_ONCE);
  private final Semaphore places = new Semaphore(WAITING);

  /** Fails with a RejectedExecutionException when too many wait already. */
  CompletableFuture<Diagnosis> walk(Means means, Way way) {
    if (!places.tryAcquire())
      return CompletableFuture.failedFuture(
          new RejectedExecutionException("too many diagnoses wait already"));
    var result = new CompletableFuture<Diagnosis>();
    var task = threads.submit(() -> walk(means, way, result));
    result.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS);
    return result.whenComplete(
        (_, failed) -> {
          places.release();
          if (failed != null) task.cancel(true);
        });
  }

  private void walk(Means means, Way way, CompletableFuture<Diagnosis> result) {
    try {
      running.acquire();
      try {
        var request = new Diagnoser.Request(way, Basis.ACTIVE_LOOKS, List.of());
        result.complete(Diagnoser.walked(means, request, Progress.SILENT));
      } finally {
        running.release();
      }
    } catch (InterruptedException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

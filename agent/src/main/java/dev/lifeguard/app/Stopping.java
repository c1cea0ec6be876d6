package dev.lifeguard.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, to be stopped in reverse. Each part gets its own short deadline, so that
 * one that hangs costs the others nothing; a part that fails is said and passed over.
 */
final class Stopping {
  private static final Logger log = LoggerFactory.getLogger(Stopping.class);

  /** Ends one part. */
  @FunctionalInterface
  interface End {
    CompletionStage<?> end() throws Exception;
  }

  private record Part(String name, Duration deadline, End end) {}

  private final Deque<Part> parts = new ArrayDeque<>();

  /** Remembers how a part that blocks briefly is ended. */
  void add(String name, Duration deadline, AutoCloseable part) {
    addAsync(
        name,
        deadline,
        () -> {
          part.close();
          return CompletableFuture.completedStage("ended");
        });
  }

  void addAsync(String name, Duration deadline, End end) {
    parts.push(new Part(name, deadline, end));
  }

  /** Ends all, the youngest first. Called once; blocks. */
  void run() {
    while (!parts.isEmpty()) stop(parts.pop());
  }

  private static void stop(Part part) {
    var thread = Thread.ofVirtual().name("stop " + part.name());
    var ended = new CompletableFuture<Object>();
    thread.start(
        () -> {
          try {
            part.end().end().whenComplete((_, failure) -> finish(ended, failure));
          } catch (Exception e) {
            ended.completeExceptionally(e);
          }
        });
    try {
      ended.get(part.deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("part did not stop in time part={} deadline={}", part.name(), part.deadline());
    } catch (ExecutionException e) {
      log.warn("part did not stop cleanly part={}", part.name(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void finish(CompletableFuture<Object> ended, Throwable failure) {
    if (failure == null) ended.complete("ended");
    else ended.completeExceptionally(failure);
  }
}

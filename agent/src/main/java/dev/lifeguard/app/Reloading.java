package dev.lifeguard.app;

import dev.lifeguard.config.Leaf;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.ReloadEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Gives the reloader a thread. A verticle of virtual threads, which may block; what it builds is
 * built on a thread without a context, so that waiting for other verticles holds up nobody.
 */
final class Reloading extends VerticleBase {
  private final Ground ground;
  private final Settings settings;
  private final Loaded.Good<AgentSettings> first;
  private final Reloader.Applier applier;
  private final ExecutorService builder =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("reload").factory());
  private final Promise<Reloader> reloader = Promise.promise();

  Reloading(
      Ground ground,
      Settings settings,
      Loaded.Good<AgentSettings> first,
      Reloader.Applier applier) {
    this.ground = ground;
    this.settings = settings;
    this.first = first;
    this.applier = applier;
  }

  @Override
  public Future<?> start() {
    reloader.complete(new Reloader(settings, first, this::build, ground.bus(), ground.time()));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    reloader.future().onSuccess(Reloader::end);
    builder.shutdownNow();
    return Future.succeededFuture();
  }

  /** Reads the files and puts all of it in force, whatever the mode. From any thread. */
  Future<ReloadEvent> request() {
    return ask(Reloader::request);
  }

  /** Every value of the files as they were last read well. From any thread. */
  Future<List<Leaf>> leaves() {
    return ask(Reloader::leaves);
  }

  private <T> Future<T> ask(Function<Reloader, T> question) {
    var answer = Promise.<T>promise();
    context.runOnContext(
        _ -> {
          try {
            answer.complete(question.apply(reloader.future().result()));
          } catch (RuntimeException e) {
            answer.fail(e);
          }
        });
    return answer.future();
  }

  /** Does something between two reloads, on the thread that builds. */
  Future<Void> between(Runnable task) {
    return Future.fromCompletionStage(CompletableFuture.runAsync(task, builder));
  }

  private void build(AgentSettings settings, List<dev.lifeguard.config.Change> changes) {
    try {
      CompletableFuture.runAsync(() -> applier.apply(settings, changes), builder).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException expected) throw expected;
      throw e;
    }
  }
}

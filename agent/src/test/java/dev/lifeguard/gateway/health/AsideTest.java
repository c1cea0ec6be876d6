package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsideTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Aside aside = new Aside(vertx);

  @AfterEach
  void stop() {
    aside.close();
    vertx.close().await();
  }

  @Test
  void resultComesBackToTheLoopThatAsked() throws Exception {
    var back = new CompletableFuture<Boolean>();
    context.runOnContext(
        _ ->
            aside
                .ask(() -> Thread.currentThread().isVirtual())
                .onSuccess(virtual -> back.complete(virtual && context == Vertx.currentContext())));
    assertThat(back.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void failureIsAFailureOfTheFuture() throws Exception {
    var back = new CompletableFuture<Throwable>();
    context.runOnContext(
        _ ->
            aside
                .ask(
                    () -> {
                      throw new IOException("no");
                    })
                .onFailure(back::complete));
    assertThat(back.get(10, TimeUnit.SECONDS)).hasMessage("no");
  }

  @Test
  void workUnderWayIsInterruptedAtTheEndAndItsResultIsForNobody() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var back = new CompletableFuture<String>();
    context.runOnContext(
        _ ->
            aside
                .ask(
                    () -> {
                      begun.countDown();
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        interrupted.countDown();
                      }
                      return "late";
                    })
                .onSuccess(back::complete));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    aside.close();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(back).isNotDone();
  }
}

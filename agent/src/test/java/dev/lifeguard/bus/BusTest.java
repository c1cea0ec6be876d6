package dev.lifeguard.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusTest {
  private sealed interface Weather extends Event {
    record Rain(int number) implements Weather {}

    record Sun() implements Weather {}
  }

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void tellsTheSameObjectInOrderToWhoListensToItsParent() throws Exception {
    var heard = new LinkedBlockingQueue<Weather>();
    bus.on(Weather.class, heard::add);
    var sent =
        new ArrayList<Weather>(IntStream.range(0, 1000).mapToObj(Weather.Rain::new).toList());
    sent.forEach(bus::publish);
    var got = new ArrayList<Weather>();
    while (got.size() < sent.size()) got.add(heard.poll(10, TimeUnit.SECONDS));
    assertThat(got).containsExactlyElementsOf(sent);
    assertThat(got.get(7)).isSameAs(sent.get(7));
  }

  @Test
  void tellsNothingOfOtherTypesAndNothingAfterTheEnd() throws Exception {
    var heard = new LinkedBlockingQueue<Event>();
    var subscription = bus.on(Weather.Sun.class, heard::add);
    bus.publish(new Weather.Rain(1));
    bus.publish(new Weather.Sun());
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Weather.Sun());
    subscription.end();
    bus.publish(new Weather.Sun());
    assertThat(heard.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void aBrokenListenerIsCountedAndHearsTheNextEventAllTheSame() throws Exception {
    var heard = new LinkedBlockingQueue<Integer>();
    bus.on(
        Weather.Rain.class,
        rain -> {
          heard.add(rain.number());
          if (rain.number() == 1) throw new IllegalStateException("meant to break");
        });
    List.of(1, 2).forEach(number -> bus.publish(new Weather.Rain(number)));
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(bus.broken()).isEqualTo(1);
  }

  @Test
  void aListenerThatLagsLosesWhatIsBeyondTheBoundAndItIsCounted() throws Exception {
    var gate = new CountDownLatch(1);
    bus.on(
        Weather.Rain.class,
        _ -> {
          try {
            gate.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    IntStream.range(0, Bus.BOUND + 100).forEach(i -> bus.publish(new Weather.Rain(i)));
    gate.countDown();
    assertThat(bus.dropped()).isBetween(99L, 100L);
    assertThat(bus.published()).isEqualTo(Bus.BOUND + 100L);
  }
}

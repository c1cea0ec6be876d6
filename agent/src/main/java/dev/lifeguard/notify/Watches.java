package dev.lifeguard.notify;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.notify.NotifyEvent.ReceiverTested;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes sure that telling works at all: the ping outwards, and tests of the receivers by
 * schedule and on request. Lives on one event-loop context.
 */
final class Watches implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watches.class);

  private final Outside outside;
  private final Bus bus;
  private final Supplier<Future<Optional<String>>> ailment;
  private NotifySettings settings = NotifySettings.none();
  private Optional<DeadManPing> ping = Optional.empty();
  private Optional<SelfTests> tests = Optional.empty();

  Watches(Outside outside, Bus bus, Supplier<Future<Optional<String>>> ailment) {
    this.outside = outside;
    this.bus = bus;
    this.ailment = ailment;
  }

  void replace(NotifySettings next) {
    var before = settings.watch();
    settings = next;
    if (next.watch().equals(before)) return;
    close();
    ping = next.watch().deadMan().map(man -> new DeadManPing(man, outside, bus, ailment));
    tests = next.watch().selfTest().map(test -> new SelfTests(test, outside.time(), this::testAll));
  }

  private void testAll(List<String> names) {
    var directory = new Directory(settings);
    directory.find(names, outside.time().now()).receivers().forEach(this::test);
  }

  Future<Trial.Result> test(String name) {
    return settings.receivers().stream()
        .filter(receiver -> receiver.name().equals(name))
        .findFirst()
        .map(receiver -> Trial.run(receiver, outside))
        .orElseGet(() -> Future.succeededFuture(unknown(name)))
        .onSuccess(this::tell);
  }

  private static Trial.Result unknown(String name) {
    var failure = new Failure(Reason.NOT_SUPPORTED, "no receiver is named " + name);
    return new Trial.Result(name, Optional.of(failure), Duration.ZERO);
  }

  private void tell(Trial.Result result) {
    var failure = result.failure().map(Failure::toString).orElse("none");
    log.info("receiver tested receiver={} failure={}", result.receiver(), failure);
    bus.publish(
        new ReceiverTested(
            result.receiver(), result.failure(), result.took(), outside.time().now()));
  }

  @Override
  public void close() {
    ping.ifPresent(DeadManPing::close);
    tests.ifPresent(SelfTests::close);
    ping = Optional.empty();
    tests = Optional.empty();
  }
}

package dev.lifeguard.probe.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.gateway.GatewayEvent.Identified;
import dev.lifeguard.peer.Await;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownGatewaysTest {
  private static final Endpoint LOCAL = Endpoint.of("127.0.0.1", 28789);
  private static final String FIRST = "aaaa1111";
  private static final String OTHER = "bbbb2222";

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  @TempDir Path folder;

  @AfterEach
  void end() {
    vertx.close().await();
  }

  @Test
  void expectsWhoeverAnsweredFirstAlsoAfterARestart() throws IOException {
    var before = known();
    answers(before, FIRST);
    assertThat(Files.readString(file())).contains("home " + FIRST + "\n");
    var after = known();
    publish(FIRST);
    assertThat(after.stranger("home", LOCAL)).isEmpty();
    publish(OTHER);
    assertThat(awaitStranger(after).detail()).contains(OTHER).contains(FIRST).contains("line 2 of");
  }

  @Test
  void isContentAgainWhenTheExpectedOneIsBack() {
    var known = known();
    answers(known, FIRST);
    publish(OTHER);
    awaitStranger(known);
    publish(FIRST);
    Await.until("it is the old one", () -> known.stranger("home", LOCAL).isEmpty());
  }

  @Test
  void acceptsAnotherOneWhenItsLineIsTakenOut() throws IOException {
    var known = known();
    answers(known, FIRST);
    publish(OTHER);
    awaitStranger(known);
    Files.writeString(file(), "# nobody\n");
    assertThat(known.stranger("home", LOCAL)).isEmpty();
    assertThat(Files.readString(file())).contains("home " + OTHER);
  }

  @Test
  void saysNothingAboutAnAddressWhereNobodyCouldAsk() {
    var known = known();
    answers(known, FIRST);
    publish(OTHER);
    awaitStranger(known);
    assertThat(known.stranger("home", Endpoint.of("127.0.0.1", 28790))).isEmpty();
    assertThat(known.stranger("elsewhere", LOCAL)).isEmpty();
  }

  private KnownGateways known() {
    return new KnownGateways(bus, file());
  }

  private Path file() {
    return folder.resolve("known_gateways");
  }

  private void answers(KnownGateways known, String device) {
    publish(device);
    Await.until(
        "it is remembered", () -> known.stranger("home", LOCAL).isEmpty() && Files.exists(file()));
  }

  private void publish(String device) {
    bus.publish(new Identified("home", URI.create("ws://127.0.0.1:28789"), device, Instant.EPOCH));
  }

  private static Failure awaitStranger(KnownGateways known) {
    Await.until("the stranger is seen", () -> known.stranger("home", LOCAL).isPresent());
    var failure = known.stranger("home", LOCAL);
    assertThat(failure.map(Failure::reason)).isEqualTo(Optional.of(Reason.IMPOSTOR));
    return failure.orElseThrow();
  }
}

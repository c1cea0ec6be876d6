package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.NetNs;
import dev.lifeguard.peer.Relay;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How sessions end, and how soon it is noticed. */
class SessionEndIT {
  private static final Duration EVERY = Duration.ofMillis(300);

  private final Client client = new Client();

  @AfterEach
  void end() {
    client.close();
  }

  @Test
  void aServerThatIsFrozenIsNoticedByItsSilence() {
    try (var sshd = Sshd.plain()) {
      var session = client.open(Client.asking(Client.to(sshd), EVERY, 3));
      sshd.suspend();
      assertThat(Client.await(session.closed()).reason()).isEqualTo(Reason.KEEPALIVE_LOST);
      sshd.resume();
    }
  }

  @Test
  void aPathThatDropsEverythingIsNoticedByItsSilence() {
    try (var there = new NetNs();
        var sshd = Sshd.setup().on(there).start()) {
      var session = client.open(Client.asking(Client.to(sshd), EVERY, 3));
      there.drop();
      assertThat(Client.await(session.closed()).reason()).isEqualTo(Reason.KEEPALIVE_LOST);
    }
  }

  @Test
  void aSlowPathIsNotTakenForADeadOne() {
    try (var sshd = Sshd.plain();
        var relay = new Relay("127.0.0.1", sshd.port())) {
      var line = "[127.0.0.1]:" + relay.port() + " " + sshd.hostKey().publicLine();
      var settings =
          Client.to(
              sshd.user() + "@127.0.0.1:" + relay.port(),
              sshd.clientKey().file(),
              sshd.folder().write("relayed", line));
      var session = client.open(Client.asking(settings, EVERY, 3));
      relay.delay(Duration.ofMillis(250)); // a round trip of half a second
      for (var i = 0; i < 4; i++)
        assertThat(Client.await(session.alive(Duration.ofSeconds(20))))
            .isGreaterThan(Duration.ofMillis(400));
      assertThat(session.isOpen()).isTrue();
      relay.cut();
      assertThat(Client.await(session.closed()).reason()).isEqualTo(Reason.CLOSED_BY_SERVER);
    }
  }

  @Test
  void aKilledSessionIsToldAtOnceAndTheNextShareIsANewOne() {
    try (var sshd = Sshd.plain()) {
      var first = client.open(Client.to(sshd));
      sshd.killSessions();
      assertThat(Client.await(first.closed()).reason()).isEqualTo(Reason.CLOSED_BY_SERVER);
      var second = client.open(Client.to(sshd));
      assertThat(second).isNotSameAs(first);
      assertThat(second.number()).isGreaterThan(first.number());
    }
  }

  @Test
  void aQuestionToAServerThatIsFrozenFailsAtItsDeadline() {
    try (var sshd = Sshd.plain()) {
      var session = client.open(Client.to(sshd));
      sshd.suspend();
      assertThat(Client.failureOf(session.alive(Duration.ofMillis(300))).reason())
          .isEqualTo(Reason.TIMEOUT);
      assertThat(session.isOpen()).isTrue();
      sshd.resume();
    }
  }
}

package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.Hello;
import dev.lifeguard.gateway.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BootBookTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final BootBook book = new BootBook();

  @Test
  void firstMeetingBelievesTheProcess() {
    assertThat(book.welcome(hello("a", Duration.ofHours(3)), NOW)).isEmpty();
    assertThat(book.uptime(NOW)).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void restartWithinTheProcessBeginsAnew() {
    book.welcome(hello("a", Duration.ofHours(3)), NOW);
    book.seen(NOW.plusSeconds(100));
    var former = book.welcome(hello("b", Duration.ofHours(4)), NOW.plusSeconds(105));
    assertThat(former).contains("a");
    assertThat(book.uptime(NOW.plusSeconds(105))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void otherProcessTellsItsOwnAge() {
    book.welcome(hello("a", Duration.ofHours(3)), NOW);
    book.welcome(hello("b", Duration.ofSeconds(2)), NOW.plusSeconds(100));
    assertThat(book.uptime(NOW.plusSeconds(100))).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void reconnectionIsNoRestart() {
    book.welcome(hello("a", Duration.ofHours(3)), NOW);
    assertThat(book.welcome(hello("a", Duration.ofHours(3)), NOW.plusSeconds(9))).isEmpty();
    assertThat(book.uptime(NOW.minus(Duration.ofHours(9)))).isZero();
  }

  private static Hello hello(String bootId, Duration uptime) {
    return new Hello(
        4,
        "1",
        bootId,
        Set.of(),
        Set.of(),
        Duration.ofSeconds(30),
        uptime,
        "accepting",
        Payload.EMPTY);
  }
}

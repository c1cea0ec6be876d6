package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.ProviderState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderBookTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final ProviderBook book = new ProviderBook();

  @Test
  void isUnknownBeforeAnySign() {
    assertThat(book.verdict("stub", NOW)).isEmpty();
  }

  @Test
  void refusedKeyOutweighsAnAddressThatAnswers() {
    book.called(ProviderSign.status(NOW, "stub", 401));
    book.asked(reached(NOW.plusSeconds(1), ProviderState.AVAILABLE));
    assertThat(state(NOW.plus(Duration.ofDays(1)))).contains(ProviderState.UNAUTHORIZED);
  }

  @Test
  void successfulCallClearsARefusedKey() {
    book.called(ProviderSign.status(NOW, "stub", 401));
    book.called(ProviderSign.status(NOW.plusSeconds(1), "stub", 200));
    assertThat(state(NOW.plusSeconds(2))).contains(ProviderState.AVAILABLE);
  }

  @Test
  void olderSignDoesNotReplaceANewerOne() {
    book.called(ProviderSign.status(NOW.plusSeconds(1), "stub", 200));
    book.called(ProviderSign.status(NOW, "stub", 401));
    assertThat(state(NOW.plusSeconds(2))).contains(ProviderState.AVAILABLE);
  }

  @Test
  void otherKeyInTheConfigurationIsAnotherChance() {
    book.called(ProviderSign.status(NOW, "stub", 401));
    book.configured();
    assertThat(book.verdict("stub", NOW)).isEmpty();
  }

  @Test
  void limitLapsesWhenItSaysSo() {
    book.called(
        ProviderSign.coolingDown(NOW, "stub", "rate_limit", Optional.of(NOW.plusSeconds(30))));
    assertThat(state(NOW.plusSeconds(29))).contains(ProviderState.RATE_LIMITED);
    assertThat(state(NOW.plusSeconds(31))).isEmpty();
  }

  @Test
  void addressThatAnswersAgainEndsUnreachable() {
    book.called(ProviderSign.unreachable(NOW, "stub", "ECONNREFUSED"));
    assertThat(state(NOW)).contains(ProviderState.UNREACHABLE);
    book.asked(reached(NOW.plusSeconds(1), ProviderState.AVAILABLE));
    assertThat(state(NOW.plusSeconds(1))).contains(ProviderState.AVAILABLE);
  }

  @Test
  void coolDownForAnotherReasonIsOne() {
    book.called(ProviderSign.coolingDown(NOW, "stub", "overloaded", Optional.empty()));
    assertThat(state(NOW)).contains(ProviderState.COOLING_DOWN);
  }

  private Optional<ProviderState> state(Instant at) {
    return book.verdict("stub", at).map(ProviderBook.Verdict::state);
  }

  private static ProviderSign reached(Instant at, ProviderState state) {
    return new ProviderSign(at, "stub", state, "", Optional.of(at.plus(ProviderSign.FRESH)));
  }
}

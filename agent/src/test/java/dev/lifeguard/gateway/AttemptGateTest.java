package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import dev.lifeguard.gateway.Phases.Phase;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptGateTest {
  private static final Credential OLD = new Credential.Token(new Secret("old"));
  private static final Credential NEW = new Credential.Token(new Secret("new"));

  private final AttemptGate gate = new AttemptGate();

  @Test
  void refusedSecretIsNotTriedAgainUntilItIsAnother() {
    gate.failed(OLD, failure(Reason.AUTH_REJECTED), 0);
    assertThat(gate.closed(OLD, Duration.ofDays(30).toNanos())).isPresent();
    assertThat(gate.closed(NEW, 1)).isEmpty();
  }

  @Test
  void restartedGatewayGetsOneAttemptMore() {
    gate.failed(OLD, failure(Reason.AUTH_REJECTED), 0);
    gate.open();
    assertThat(gate.closed(OLD, 1)).isEmpty();
  }

  @Test
  void lockOutIsSatOutWhateverTheSecret() {
    var asked = Duration.ofSeconds(20);
    gate.failed(OLD, failure(Reason.AUTH_LOCKED_OUT, asked), 0);
    gate.open();
    assertThat(gate.closed(NEW, asked.toNanos() - 1)).isPresent();
    assertThat(gate.closed(OLD, asked.toNanos())).isEmpty();
  }

  @Test
  void lockOutWithoutATimeIsSatOutForFiveMinutes() {
    gate.failed(OLD, failure(Reason.AUTH_LOCKED_OUT), 0);
    assertThat(gate.closed(OLD, Duration.ofSeconds(299).toNanos())).isPresent();
    assertThat(gate.closed(OLD, Duration.ofSeconds(300).toNanos())).isEmpty();
  }

  @Test
  void otherFailuresLeaveItOpen() {
    gate.failed(OLD, failure(Reason.REFUSED), 0);
    assertThat(gate.closed(OLD, 1)).isEmpty();
  }

  @Test
  void unreadableSecretIsNeverTried() {
    var why = new Failure(Reason.CREDENTIAL_MISSING, "t.token does not exist");
    assertThat(gate.closed(new Credential.Unreadable(why), 0)).contains(why);
  }

  private static HandshakeFailure failure(Reason reason) {
    return HandshakeFailure.of(Phase.HELLO, new Failure(reason, ""), Phases.NONE);
  }

  private static HandshakeFailure failure(Reason reason, Duration wait) {
    return new HandshakeFailure(
        Phase.HELLO, new Failure(reason, ""), Phases.NONE, Optional.of(wait), Optional.empty());
  }
}

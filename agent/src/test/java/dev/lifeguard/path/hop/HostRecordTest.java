package dev.lifeguard.path.hop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRecordTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Each word is a gateway and what its path says: {@code a+} got through, {@code b:refused}. */
  private static String story(int gateways, String words) {
    var host = new HostRecord(gateways);
    var nanos = 0L;
    for (var word : words.split(" "))
      for (var witness : Witness.of(seen(word)).stream().toList())
        host.hear(word.substring(0, 1), witness, nanos++);
    return switch (host.finding()) {
      case HostRecord.Finding.Up _ -> "up";
      case HostRecord.Finding.Unreachable(var reason) -> reason.code();
      case HostRecord.Finding.NotKnown _ -> "?";
    };
  }

  private static Observed seen(String word) {
    var subject = Subject.tunnel(word.substring(0, 1), "ssh");
    return word.endsWith("+")
        ? new Observed(subject, Fact.TUNNEL_UP, FactValue.of(true), NOW)
        : new Observed(subject, Fact.TUNNEL_REASON, FactValue.of(word.substring(2)), NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "2, a+ b+, up",
    "2, a+ b+ a:refused, up",
    "2, a+ b+ a:refused b:refused, refused",
    "2, a:refused b:refused, refused",
    "3, a+ b+ c+ a:keepalive_lost b:connect_timeout c:connect_timeout, connect_timeout",
    "3, a:refused b:refused c+, up",
    "3, c+ a:refused b:refused, refused",
    "4, c+ a:refused b:refused, refused",
    "5, c+ a:refused b:refused, up",
    "2, a:refused b:refused a+, up",
    "2, a+ b+ a:key_rejected b:key_rejected, up",
    "2, a+ b+ a:closed_by_server b:closed_by_server a:key_permission b:key_permission, up",
    "2, a+ b+ a:destination_refused b:destination_refused, up",
    "2, a:refused, ?",
    "2, a:none b:none, ?",
    "2, a+ a:refused a:refused a:refused, up"
  })
  void saysWhetherTheHostOrAGatewayIsToBlame(int gateways, String words, String finding) {
    assertThat(story(gateways, words)).isEqualTo(finding);
  }

  @Test
  void takesALoginForAProofAndAnInfiniteOneForNone() {
    var subject = Subject.gateway("a");
    assertThat(Witness.of(new Observed(subject, Fact.SSH_AUTH_TIME, FactValue.of(0.2), NOW)))
        .contains(new Witness.Proof());
    assertThat(
            Witness.of(
                new Observed(
                    subject, Fact.SSH_AUTH_TIME, FactValue.of(Double.POSITIVE_INFINITY), NOW)))
        .isEmpty();
  }
}

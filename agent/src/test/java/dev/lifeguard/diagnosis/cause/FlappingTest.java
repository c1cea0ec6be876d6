package dev.lifeguard.diagnosis.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Loss;
import dev.lifeguard.diagnosis.evidence.Sign.Watched;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlappingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "closed_by_server, 300 301 302,             flapping_idle_cut",
    "closed_by_server, 300 301 302 17,          flapping_idle_cut",
    "closed_by_server, 300 301 302 17 80,       tunnel_flapping",
    "reset,            11 11 12,                flapping_idle_cut",
    "reset,            3 3 3,                   tunnel_flapping",
    "keepalive_lost,   60 61 62,                flapping_idle_cut",
    "keepalive_lost,   14 14 14,                flapping_loss",
    "keepalive_lost,   20 200 90,               flapping_loss",
    "reset,            20 200 90,               tunnel_flapping",
    "reset,            20 200,                  none"
  })
  void whatTheEndsHaveInCommonTellsWhy(String reason, String ages, String cause) {
    assertThat(cause(losses(reason, ages))).isEqualTo(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "9000, 300,  flapping_loss",
    "9000, 900,  flapping_loss",
    "9000, 5000, flapping_own_timeout",
    "500,  300,  flapping_own_timeout",
    "500,  90,   flapping_loss"
  })
  void ourKeepaliveIsTooStrictWhereASecondRoundTripComesTooLate(
      long patience, long trip, String cause) {
    var watched = new Watched(Duration.ofMillis(patience), Duration.ofMillis(patience));
    var losses = losses("keepalive_lost", "20 200 90");
    assertThat(cause(losses, watched, new Sign.RoundTrip(Duration.ofMillis(trip))))
        .isEqualTo(cause);
    assertThat(cause(losses, watched, latency(trip / 1000.0))).isEqualTo(cause);
  }

  @Test
  void aGatewayThatIsReachedStraightHasNoTunnelThatComesAndGoes() {
    var straight = Names.NONE.with("gateway", "home");
    assertThat(Flapping.of(Evidence.of(straight, losses("closed_by_server", "20 200 90"))))
        .isEmpty();
    assertThat(Flapping.of(Evidence.of(straight, losses("closed_by_server", "300 301 302"))))
        .isPresent();
  }

  @Test
  void aFirstHopThatNeverAnswersHasNoRoundTrip() {
    assertThat(cause(losses("keepalive_lost", "20 200 90"), latency(Double.POSITIVE_INFINITY)))
        .isEqualTo("flapping_loss");
  }

  @Test
  void whatRanOverASessionEndsWithItAndIsNoEndOfItsOwn() {
    var sessions = ends("keepalive_lost", "90 200 400");
    var carried =
        sessions.stream()
            .map(
                end -> loss("closed_by_server", end.at().plusSeconds(1), end.age().minusSeconds(2)))
            .toList();
    var all = new ArrayList<>(sessions);
    all.addAll(carried);
    assertThat(cause(new Sign.Losses(all, Duration.ofMinutes(15)))).isEqualTo("flapping_loss");
    assertThat(cause(new Sign.Losses(carried.subList(0, 2), Duration.ofMinutes(15))))
        .isEqualTo("none");
    var two = new ArrayList<>(sessions.subList(0, 2));
    two.addAll(carried.subList(0, 2));
    assertThat(cause(new Sign.Losses(two, Duration.ofMinutes(15)))).isEqualTo("none");
  }

  @Test
  void aSessionThatIsKeptWarmAndCutAllTheSameIsCutForItsAge() {
    var often = new Watched(Duration.ofSeconds(5), Duration.ofSeconds(9));
    var seldom = new Watched(Duration.ofMinutes(4), Duration.ofMinutes(8));
    var losses = losses("reset", "300 301 302");
    assertThat(suspicion(losses, often).orElseThrow().speaksFor())
        .anyMatch(clause -> clause.contains("counts the age rather than the idle time"));
    assertThat(suspicion(losses, seldom).orElseThrow().speaksFor())
        .noneMatch(clause -> clause.contains("counts the age"));
  }

  private static Sign latency(double seconds) {
    return new Sign.Seen(Subject.gateway("home"), Fact.TCP_LATENCY, FactValue.of(seconds));
  }

  private static Sign losses(String reason, String ages) {
    return new Sign.Losses(ends(reason, ages), Duration.ofMinutes(15));
  }

  /** One life after the other. */
  private static List<Loss> ends(String reason, String ages) {
    var ends = new ArrayList<Loss>();
    var at = START;
    for (var age : ages.split(" ")) {
      at = at.plusSeconds(Long.parseLong(age) + 1);
      ends.add(loss(reason, at, Duration.ofSeconds(Long.parseLong(age))));
    }
    return ends;
  }

  private static Loss loss(String reason, Instant at, Duration age) {
    return new Loss(at, age, new Failure(Reason.of(reason).orElseThrow(), ""));
  }

  private static Optional<Suspicion> suspicion(Sign... signs) {
    return Flapping.of(Evidence.of(Stories.NAMES, signs));
  }

  private static String cause(Sign... signs) {
    return Stream.of(suspicion(signs))
        .flatMap(Optional::stream)
        .findFirst()
        .map(it -> it.cause().code())
        .orElse("none");
  }
}

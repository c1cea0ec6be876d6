package dev.lifeguard.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.probe.ProbeSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpWatchTest {
  @Test
  void fiftyGatewaysBehindOneBastionAreOneLook() {
    var watches =
        IntStream.range(0, 50)
            .mapToObj(n -> watch("g%02d".formatted(n), "Bastion.example", 22))
            .toList();
    var shared = TcpWatch.share(watches);
    assertThat(shared).hasSize(1);
    assertThat(shared.getFirst().ids()).hasSize(50);
    assertThat(shared.getFirst().target()).isEqualTo(TcpTarget.of("bastion.example", 22));
  }

  @Test
  void theOrderOfTheFileDoesNotChangeWhichIdIsFirst() {
    var watches =
        new java.util.ArrayList<>(
            List.of(watch("b", "x", 22), watch("a", "x", 22), watch("c", "y", 22)));
    var one = TcpWatch.share(watches);
    Collections.reverse(watches);
    assertThat(TcpWatch.share(watches)).isEqualTo(one);
    assertThat(one.getFirst().ids()).containsExactly(Scene.id("a"), Scene.id("b"));
  }

  @Test
  void otherPortsAndFamiliesAreOtherTargets() {
    var v6 =
        new TcpWatch(
            Scene.id("c"),
            new TcpTarget("x", 22, TcpTarget.Family.IPV6),
            new ProbeSettings(Duration.ofSeconds(15), Duration.ofSeconds(5)));
    assertThat(TcpWatch.share(List.of(watch("a", "x", 22), watch("b", "x", 23), v6))).hasSize(3);
  }

  @Test
  void theMostEagerSetsTheIntervalAndTheMostPatientTheDeadline() {
    var eager = watch("a", 5, 2);
    var patient = watch("b", 60, 10);
    assertThat(TcpWatch.share(List.of(eager, patient)).getFirst().settings())
        .isEqualTo(new ProbeSettings(Duration.ofSeconds(5), Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, true",
    "::1, true",
    "[2001:db8::1], true",
    "localhost, false",
    "3com.example, false",
    "1.2.3.4.example, false",
    "'', false",
  })
  void knowsALiteralFromAName(String host, boolean literal) {
    assertThat(TcpTarget.of(host, 22).literal().isPresent()).isEqualTo(literal);
  }

  private static TcpWatch watch(String gateway, String host, int port) {
    return new TcpWatch(
        Scene.id(gateway),
        TcpTarget.of(host, port),
        new ProbeSettings(Duration.ofSeconds(15), Duration.ofSeconds(5)));
  }

  private static TcpWatch watch(String gateway, int every, int timeout) {
    return new TcpWatch(
        Scene.id(gateway),
        TcpTarget.of("x", 22),
        new ProbeSettings(Duration.ofSeconds(every), Duration.ofSeconds(timeout)));
  }
}

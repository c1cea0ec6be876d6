package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelloTest {
  @Test
  void readsARealOne() {
    var hello = Hello.of(sample("hello-ok")).orElseThrow();
    assertThat(hello.protocol()).isEqualTo(4);
    assertThat(hello.version()).isEqualTo("2026.9.6");
    assertThat(hello.bootId()).isEqualTo("9b671cd2-a968-4bd7-a025-6e772dc83771");
    assertThat(hello.tick()).isEqualTo(Duration.ofSeconds(30));
    assertThat(hello.suspension()).isEqualTo("accepting");
    assertThat(hello.knows("channels.status")).isTrue();
    assertThat(hello.knows("security.audit")).isFalse();
  }

  @Test
  void administratorMayReadToo() {
    var hello =
        Hello.of(
                Payload.read(
                        "{\"type\":\"hello-ok\",\"server\":{\"version\":\"1\"},"
                            + "\"auth\":{\"scopes\":[\"operator.admin\"]}}")
                    .orElseThrow())
            .orElseThrow();
    assertThat(hello.grants("operator.read")).isTrue();
    assertThat(hello.grants("operator.admin")).isTrue();
  }

  @Test
  void absurdTickIsNotBelieved() {
    var hello =
        Hello.of(
                Payload.read(
                        "{\"type\":\"hello-ok\",\"server\":{\"version\":\"1\"},"
                            + "\"policy\":{\"tickIntervalMs\":0}}")
                    .orElseThrow())
            .orElseThrow();
    assertThat(hello.tick()).isEqualTo(Duration.ofSeconds(30));
    assertThat(hello.grants("operator.read")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"4, true", "9, true", "0, true", "3, false", "99, false"})
  void protocolThatWasNotAskedForIsNotTaken(int protocol, boolean taken) {
    var text = "{\"type\":\"hello-ok\",\"server\":{\"version\":\"1\"},\"protocol\":%d}";
    var hello = Hello.of(Payload.read(text.formatted(protocol)).orElseThrow()).orElseThrow();
    assertThat(hello.isWithin(ConnectRequest.Range.OURS)).isEqualTo(taken);
  }

  static Payload sample(String name) {
    try (var in = HelloTest.class.getResourceAsStream("/samples/openclaw/" + name + ".json")) {
      if (in == null) throw new IllegalStateException("no sample " + name);
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Payload.read(text).orElseThrow().child("payload");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

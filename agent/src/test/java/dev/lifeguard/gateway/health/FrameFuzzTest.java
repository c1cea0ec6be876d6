package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Short here; the long run is {@code bench/frames}. */
class FrameFuzzTest {
  @Property(tries = 1500)
  void nothingThatAGatewayMaySayBreaksAReader(@ForAll("seeds") long seed) {
    assertThatCode(() -> FrameMill.grind(seed)).doesNotThrowAnyException();
  }

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.randomValue(java.util.Random::nextLong);
  }
}

package dev.lifeguard.alert;

import static dev.lifeguard.alert.World.HOME;
import static dev.lifeguard.rule.Rules.lasting;
import static dev.lifeguard.rule.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.NoData;
import dev.lifeguard.rule.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row R3: a day of looks every 15 seconds, with clocks that jump, a machine that sleeps and a
 * process that starves. One gateway has four outages, the other one none.
 */
class LongDayTest {
  private static final Subject AWAY = Subject.gateway("away");
  private static final Duration LOOK = Duration.ofSeconds(15);
  private static final Rule DOWN =
      rule("gateway_down", "gateway_status != \"running\"")
          .with(lasting(Duration.ofSeconds(30), Duration.ofSeconds(30)));

  /** Silence is as bad as a breach, but only the gateway's, not our own. */
  private static final Rule SILENT =
      rule("nobody_looks", "gateway_uptime < 0s")
          .with(new Rule.Timing(Duration.ofMinutes(2), Duration.ZERO, NoData.FIRE));

  private static final int LOOKS_A_DAY = 24 * 60 * 4;
  private static final Set<Integer> OUTAGES = Set.of(3, 9, 15, 21);
  private static final int OUTAGE_LOOKS = 40;

  private final World world = new World(AlertSettings.USUAL, DOWN, SILENT);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void hasNoFalseAlertAndLosesNone(long seed) {
    var random = new Random(seed);
    for (var look = 0; look < LOOKS_A_DAY; look++) {
      disturb(random.nextInt(400), random);
      look(look);
      world.pass(LOOK);
    }
    assertThat(told("Fired")).isEqualTo(List.of("home", "home", "home", "home"));
    assertThat(told("Resolved")).isEqualTo(List.of("home", "home", "home", "home"));
    assertThat(world.book.incidents()).isEmpty();
  }

  private void look(int number) {
    var hour = number / 240;
    var out = OUTAGES.contains(hour) && number % 240 < OUTAGE_LOOKS;
    world.see(HOME, Fact.GATEWAY_STATUS, out ? "unreachable" : "running");
    world.see(HOME, Fact.GATEWAY_UPTIME, number);
    world.see(AWAY, Fact.GATEWAY_STATUS, "running");
    world.see(AWAY, Fact.GATEWAY_UPTIME, number);
  }

  private void disturb(int chance, Random random) {
    switch (chance) {
      case 0 -> world.time.jump(Duration.ofSeconds(random.nextInt(7200))); // asleep, or set forward
      case 1 -> world.time.jump(Duration.ofSeconds(-random.nextInt(7200)));
      case 2 -> world.time.advance(Duration.ofSeconds(random.nextInt(600))); // starved
      default -> {}
    }
  }

  private List<String> told(String what) {
    return world.told.stream()
        .filter(event -> event.getClass().getSimpleName().equals("Alert" + what))
        .map(event -> event.alert().subject().gateway())
        .toList();
  }
}

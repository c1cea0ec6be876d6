package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.rule.RuleSet;
import org.junit.jupiter.api.Test;

class ShippedLayersTest {
  @Test
  void aWayIsJudgedThoughTheUsersOwnRulesSpeakOfAlertsOnly() {
    assertThat(ShippedLayers.completed(RuleSet.EMPTY).layers())
        .extracting(layer -> layer.name())
        .contains("network", "ssh-auth", "forward", "tunnel", "gateway");
  }

  @Test
  void layersOfTheUsersOwnAreLeftAsTheyAre() {
    var own =
        new RuleSet(
            RuleSet.EMPTY.rules(),
            ShippedLayers.completed(RuleSet.EMPTY).layers().subList(0, 1),
            RuleSet.EMPTY.criteria());
    assertThat(ShippedLayers.completed(own)).isEqualTo(own);
  }
}

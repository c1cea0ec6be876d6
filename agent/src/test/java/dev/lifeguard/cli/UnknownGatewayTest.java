package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownGatewayTest {
  private static final List<String> WATCHED = List.of("home", "attic");

  @Test
  void namesTheNearestWhereALabelIsMistyped() {
    assertThat(UnknownGateway.warning(new JsonObject().put("gateway", "hme"), WATCHED))
        .contains("no gateway is called \"hme\"; did you mean \"home\"?");
    assertThat(UnknownGateway.warning(new JsonObject().put("gateway", "moonbase"), WATCHED))
        .contains("no gateway is called \"moonbase\"; watched are home, attic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway=hme", " gateway = \"hme\" "})
  void namesItInAMatcherToo(String matcher) {
    assertThat(UnknownGateway.warning(new JsonArray().add("env=prod").add(matcher), WATCHED))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway=home", "gateway=~hme.*", "gateway!=hme", "alertname=hme"})
  void saysNothingOfWhatIsWatchedOrMeantAsAPattern(String matcher) {
    assertThat(UnknownGateway.warning(new JsonArray().add(matcher), WATCHED)).isEmpty();
    assertThat(UnknownGateway.warning(new JsonObject().put("env", "hme"), WATCHED)).isEmpty();
  }
}

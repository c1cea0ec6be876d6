package dev.lifeguard.remedy.step.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.StepBench;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayCallTest {
  @ParameterizedTest
  @CsvSource({
    "channels.logout,         it deletes the channel's token",
    "config.set,              it replaces the whole file",
    "config.apply,            it replaces the whole file",
    "config.patch,            use the step config.patch",
    "gateway.restart.request, use the step gateway.restart"
  })
  void whatDestroysOrHasAStepOfItsOwnIsNeverCalled(String method, String why) throws Exception {
    try (var bench = new StepBench()) {
      var scene = bench.scene("gateway.call", "{\"method\": \"" + method + "\"}");
      assertThat(new GatewayCall(bench.ward).act(scene))
          .isInstanceOfSatisfying(
              StepOutcome.Failed.class,
              failed -> {
                assertThat(failed.reason()).isEqualTo(Reason.NOT_SUPPORTED);
                assertThat(failed.detail()).contains(why);
              });
    }
  }
}

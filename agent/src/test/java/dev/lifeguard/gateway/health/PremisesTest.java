package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PremisesTest {
  private static final ConfigReading CONFIG = ConfigReading.of(Payload.EMPTY);

  @Test
  void tellsAProcessThatHasEndedFromOneOnAnotherMachine() throws Exception {
    var process = new ProcessBuilder("true").start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Premises.of(runtime(hostname(), process.pid()), CONFIG, List.of()))
        .isSameAs(Premises.ENDED);
    assertThat(Premises.of(runtime("elsewhere", process.pid()), CONFIG, List.of()))
        .isEqualTo(new Premises.Door.Shut("the gateway runs on another machine"));
  }

  private static RuntimeReading runtime(String hostname, long pid) {
    return new RuntimeReading(
        hostname, Optional.empty(), Optional.of(pid), "", Optional.empty(), "");
  }

  private static String hostname() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
  }
}

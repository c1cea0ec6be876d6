package dev.lifeguard.remedy.step.tunnel;

import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import java.time.Duration;

/**
 * Says how Tailscale is restarted, and leaves it to a person: it belongs to the whole machine, and
 * whoever came in through it would be cut off.
 */
public final class TailscaleRestart implements StepKind {
  private static final String SAID =
      "Tailscale is restarted by a person, since others may come in through it: sudo systemctl"
          + " restart tailscaled (macOS: tailscale down && tailscale up)";

  @Override
  public String name() {
    return "tailscale.restart";
  }

  @Override
  public Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Preview preview(Scene scene) {
    return Preview.of(SAID + ".");
  }

  @Override
  public StepOutcome act(Scene scene) {
    return new StepOutcome.Skipped(SAID);
  }
}

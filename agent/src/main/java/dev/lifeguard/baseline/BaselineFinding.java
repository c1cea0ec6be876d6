package dev.lifeguard.baseline;

import java.util.Optional;

/**
 * One difference from what is safe.
 *
 * @param gateway whose it is; empty: this machine's
 * @param about the file, the port, the gateway
 * @param evidence what was seen; never a secret
 * @param fix a command, or what to do
 * @param repair what {@code --fix} may do by itself
 */
public record BaselineFinding(
    BaselineCheck check,
    Optional<String> gateway,
    String about,
    Evidence evidence,
    Optional<Repair> repair) {

  /** What was seen, and what mends it. */
  public record Evidence(String seen, String fix) {}

  static BaselineFinding here(BaselineCheck check, String about, String seen, String fix) {
    return new BaselineFinding(
        check, Optional.empty(), about, new Evidence(seen, fix), Optional.empty());
  }

  BaselineFinding of(String name) {
    return new BaselineFinding(check, Optional.of(name), about, evidence, repair);
  }

  BaselineFinding with(Repair mend) {
    return new BaselineFinding(check, gateway, about, evidence, Optional.of(mend));
  }
}

package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Who keeps a gateway's process running: we act through it, never beside it. */
sealed interface Supervisor {
  Duration PATIENCE = Duration.ofSeconds(90);

  /** The command that the configuration gives. */
  record Commanded(Hand hand, List<String> argv) implements Supervisor {}

  /**
   * A user unit of systemd.
   *
   * @param shown what systemd said about it
   */
  record Systemd(Hand hand, List<String> systemctl, String unit, String shown)
      implements Supervisor {
    String property(String name) {
      var line = Pattern.compile("(?m)^" + name + "=(.*)$").matcher(shown);
      return line.find() ? line.group(1).strip() : "";
    }
  }

  record Launchd(Hand hand, String service) implements Supervisor {}

  Hand hand();

  default List<String> command() {
    return switch (this) {
      case Commanded(_, var argv) -> argv;
      case Systemd(_, var systemctl, var unit, _) -> with(systemctl, "restart", unit);
      case Launchd(_, var service) -> List.of("launchctl", "kickstart", "-k", service);
    };
  }

  /** Blocks. Fails with a FailedException. */
  default void restart() throws InterruptedException {
    var ended = hand().run(command(), PATIENCE);
    if (ended.status() == 0) return;
    var reason = ended.status() == 78 ? Reason.CONFIG_REJECTED : Reason.COMMAND_FAILED;
    throw new FailedException(
        reason,
        command().getFirst() + " ended with " + ended.status() + ": " + ended.output().strip());
  }

  /** Whether its last process ended because it rejects its configuration. */
  default boolean endedBadlyConfigured() {
    return this instanceof Systemd systemd && systemd.property("ExecMainStatus").equals("78");
  }

  /** Whether it is about to start the process by itself. */
  default boolean isAtIt() {
    return this instanceof Systemd systemd && systemd.property("ActiveState").equals("activating");
  }

  /** As people know it. */
  default String described() {
    return switch (this) {
      case Commanded(var hand, var argv) -> "the command " + argv + " " + hand.place();
      case Systemd(var hand, _, var unit, _) -> "systemd's user unit " + unit + " " + hand.place();
      case Launchd(var hand, var service) -> "launchd's " + service + " " + hand.place();
    };
  }

  static List<String> with(List<String> argv, String... more) {
    return java.util.stream.Stream.concat(argv.stream(), java.util.stream.Stream.of(more)).toList();
  }
}

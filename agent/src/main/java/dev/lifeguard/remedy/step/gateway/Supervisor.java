package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  /**
   * A service of launchd.
   *
   * @param shown what launchd said about it
   */
  record Launchd(Hand hand, String service, String shown) implements Supervisor {
    String property(String name) {
      var line = Pattern.compile("(?m)^\\s*" + name + " = (.*)$").matcher(shown);
      return line.find() ? line.group(1).strip() : "";
    }
  }

  Hand hand();

  default List<String> command() {
    return switch (this) {
      case Commanded(_, var argv) -> argv;
      case Systemd(_, var systemctl, var unit, _) -> with(systemctl, "restart", unit);
      case Launchd(_, var service, _) -> List.of("launchctl", "kickstart", "-k", service);
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
    return switch (this) {
      case Commanded _ -> false;
      case Systemd systemd -> systemd.property("ExecMainStatus").equals("78");
      case Launchd launchd -> launchd.property("last exit code").startsWith("78");
    };
  }

  /** Whether it is about to start the process by itself. */
  default boolean isAtIt() {
    return switch (this) {
      case Commanded _ -> false;
      case Systemd systemd -> systemd.property("ActiveState").equals("activating");
      case Launchd launchd -> launchd.property("state").equals("spawn scheduled");
    };
  }

  /** Whether it was told to keep the process stopped, or gave up on it. */
  default Optional<String> holds() {
    if (!(this instanceof Systemd systemd)) return Optional.empty();
    if (systemd.property("Result").equals("start-limit-hit"))
      return Optional.of("gave up on it: it ended too often (start-limit-hit)");
    var stopped = systemd.property("ActiveState").equals("inactive");
    return stopped && systemd.property("Result").equals("success")
        ? Optional.of("was told to stop it, or it ended of its own accord (exit 0)")
        : Optional.empty();
  }

  /** Why nothing is to be done beside it unless a person says so. */
  default Optional<String> objection() {
    if (isAtIt()) return Optional.of(described() + " is starting it by itself");
    if (endedBadlyConfigured())
      return Optional.of(described() + " saw it end with 78: its configuration is not valid");
    return holds().map(why -> described() + " " + why);
  }

  /** As people know it. */
  default String described() {
    return switch (this) {
      case Commanded(var hand, var argv) -> "the command " + argv + " " + hand.place();
      case Systemd(var hand, _, var unit, _) -> "systemd's user unit " + unit + " " + hand.place();
      case Launchd(var hand, var service, _) -> "launchd's " + service + " " + hand.place();
    };
  }

  static List<String> with(List<String> argv, String... more) {
    return java.util.stream.Stream.concat(argv.stream(), java.util.stream.Stream.of(more)).toList();
  }
}

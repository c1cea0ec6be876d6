package dev.lifeguard.remedy;

import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** The steps that there are, and what each takes. */
final class StepCatalogue {
  static final SequencedMap<String, Shape<?>> STEPS = new LinkedHashMap<>();

  /** What steps leave behind for the `if` and `unless` of those after them. */
  static final List<String> NOTES =
      List.of("switched", "restarted", "changed", "snapshot", "installed", "stopped");

  static {
    tunnels();
    gateways();
    configuration();
    ssh();
    commands();
    people();
  }

  private StepCatalogue() {}

  private static void tunnels() {
    keys("tunnel.restart", f -> {});
    keys("tunnel.switch-path", f -> f.maybe("to", Shapes.name(), "the path; none: the best one"));
    keys(
        "tunnel.options",
        f -> {
          f.maybe("connect-timeout", Shapes.duration(), "from the first packet to a session");
          f.maybe("keepalive-every", Shapes.duration(), "how often to ask for a sign of life");
          f.maybe("keepalive-misses", Shapes.integer(1, 100), "how many may go unanswered");
        });
    keys("tailscale.restart", f -> {});
  }

  private static void gateways() {
    keys(
        "gateway.restart",
        f -> f.optional("safe", Shapes.flag(), "true", "wait until no agent runs"));
    for (var what : new String[] {"restart", "start", "stop", "disable"})
      keys("channel." + what, StepCatalogue::channel);
    keys("gateway.auth-rate-limit", StepCatalogue::rateLimit);
    keys("rate-limit", StepCatalogue::rateLimit);
    STEPS.put(
        "tools.deny",
        Shapes.list(Shapes.nonblank("the name of a tool")).check(StepCatalogue::notEmpty));
    keys("model.downgrade", f -> f.required("to", Shapes.nonblank("a model"), "the model to use"));
    keys(
        "gateway.call",
        f -> {
          f.required("method", Shapes.nonblank("a method"), "the method to call");
          f.maybe("params", Shapes.any(), "its parameters");
        });
  }

  private static void notEmpty(List<String> tools, Place place) {
    if (tools.isEmpty()) place.refuse("is empty", "name at least one tool");
  }

  private static void channel(Fields f) {
    f.maybe("channel", Shapes.nonblank("a channel"), "none: the one that the alert is about");
    f.maybe("account", Shapes.nonblank("an account"), "none: the one that the alert is about");
  }

  private static void rateLimit(Fields f) {
    f.optional("max-attempts", Shapes.integer(1, 1000), "10", "failed logins before the lock-out");
    f.optional("window", Shapes.duration(), "60s", "in which they are counted");
    f.optional("lockout", Shapes.duration(), "5m", "how long it lasts");
  }

  private static void configuration() {
    keys("config.patch", f -> f.required("patch", Shapes.any(), "what to merge into it"));
    keys("config.snapshot", f -> {});
    keys("config.restore", f -> {});
  }

  private static void ssh() {
    keys(
        "ssh.align-host",
        f -> f.maybe("to", Shapes.nonblank("a Host alias"), "the entry; none: the nearest"));
    keys(
        "ssh.new-key",
        f ->
            f.maybe(
                "authorized-keys",
                Shapes.nonblank("a path over there"),
                "where sshd looks for keys; none: ~/.ssh/authorized_keys"));
    keys(
        "ssh.accept-host-key",
        f ->
            f.maybe(
                "fingerprint",
                Shapes.nonblank("a fingerprint such as SHA256:…"),
                "the only key to accept; none: the one that was shown"));
  }

  private static void commands() {
    command("run");
    command("ssh.run");
  }

  private static void people() {
    var text = Shapes.nonblank("a text");
    keys(
        "notify",
        f -> {
          f.list("to", Shapes.name(), "receivers or groups; none: those of the alert");
          f.maybe("text", text, "what to say");
        });
    keys("page", f -> f.maybe("text", text, "what to say"));
    keys(
        "approve",
        f -> f.optional("expires", Shapes.duration(), "30m", "how long the question stands"));
    STEPS.put("wait", Shapes.duration(Duration.ofMillis(1), Duration.ofHours(1)));
  }

  /** A step with keys of its own, beside those that every step has. */
  private static void keys(String name, Consumer<Fields> own) {
    STEPS.put(
        name,
        Shapes.object(
            "a mapping with the arguments of " + name,
            f -> {
              own.accept(f);
              common(f);
              return _ -> Map.of();
            }));
  }

  /** What every step may say, as far as it is written as a mapping. */
  private static void common(Fields f) {
    f.maybe("if", text(), "only then");
    f.maybe("unless", text(), "not then; `switched` is what tunnel.switch-path did");
    f.maybe("timeout", Shapes.duration(), "how long it may take");
    f.maybe("retry", Shapes.integer(0, 10), "how often to try again");
  }

  /** A command: its words alone, or a mapping with them under {@code argv}. */
  private static void command(String name) {
    Shape<Object> mapping =
        Shapes.object(
            "a command such as {argv: [systemctl, restart, tunnel], timeout: 1m}",
            f -> {
              f.required("argv", Shapes.words(), "the program and its arguments");
              common(f);
              return _ -> Map.of();
            });
    STEPS.put(name, Shapes.choice("argv", mapping, Shapes.words()));
  }

  private static Shape<String> text() {
    return Shapes.nonblank("a condition");
  }
}

package dev.lifeguard.app.lint;

import dev.lifeguard.app.lint.LintNote.Spot;
import dev.lifeguard.config.Json5;
import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Node;
import dev.lifeguard.config.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an {@code openclaw.json}: what the gateway would refuse, or start without. */
final class OpenClawLint {
  /** The keys of {@code gateway} that OpenClaw 2026.9 knows. */
  private static final Set<String> GATEWAY =
      Set.of(
          "port",
          "mode",
          "bind",
          "customBindHost",
          "publicOrigin",
          "portals",
          "controlUi",
          "cliAgents",
          "terminal",
          "auth",
          "roles",
          "trustedProxies",
          "allowRealIpFallback",
          "tools",
          "tailscale",
          "remote",
          "reload",
          "tls",
          "http",
          "push",
          "nodes");

  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "mode", Set.of("local", "remote"),
          "bind", Set.of("auto", "lan", "loopback", "custom", "tailnet"),
          "auth.mode", Set.of("none", "token", "password", "trusted-proxy"),
          "tailscale.mode", Set.of("off", "serve", "funnel"),
          "reload.mode", Set.of("hybrid", "off"));

  private final Source source;
  private final List<LintNote> notes = new ArrayList<>();

  private OpenClawLint(Source source) {
    this.source = source;
  }

  static List<LintNote> of(Source source) {
    var lint = new OpenClawLint(source);
    switch (Json5.read(source)) {
      case Json5.Result.Refused(var problems) ->
          problems.forEach(it -> lint.notes.add(LintNote.of(it, source.name())));
      case Json5.Result.Read(var root) -> lint.look(root);
    }
    return lint.notes;
  }

  private void look(Node root) {
    var gateway = root.along("gateway");
    if (gateway.isEmpty())
      error(root, "openclaw_mode", "has no gateway.mode: the gateway refuses to start", local());
    gateway.ifPresent(this::gateway);
    notes.addAll(SecretLint.keys(root, source.name(), "give it by the environment: \"${NAME}\""));
  }

  private static String local() {
    return "set gateway.mode to \"local\"";
  }

  private void gateway(Node gateway) {
    if (!(gateway instanceof Node.Mapping map)) {
      error(gateway, "openclaw_shape", "gateway is " + gateway.kind(), "make it an object");
      return;
    }
    if (map.at("mode").isEmpty())
      error(map, "openclaw_mode", "has no gateway.mode: the gateway refuses to start", local());
    for (var entry : map.entries()) key(entry);
    WORDS.forEach((path, words) -> word(map, path, words));
    map.along("tailscale", "serviceName")
        .ifPresent(
            it ->
                error(it, "openclaw_key", "gateway.tailscale.serviceName is retired", "remove it"));
  }

  private void key(Node.Entry entry) {
    if (GATEWAY.contains(entry.name())) return;
    var plain = entry.name().replace("_", "").toLowerCase(java.util.Locale.ROOT);
    var mend =
        plain.equals("ratelimit")
            ? "move it to gateway.auth.rateLimit"
            : Nearest.suggestion(entry.name(), GATEWAY);
    error(
        entry.key(),
        "openclaw_key",
        "gateway." + entry.name() + " is no key that OpenClaw knows: it refuses the file",
        mend);
  }

  private void word(Node.Mapping gateway, String path, Set<String> words) {
    gateway
        .along(path.split("\\."))
        .filter(Node.Text.class::isInstance)
        .map(Node.Text.class::cast)
        .filter(text -> !words.contains(text.text()) && !text.text().contains("${"))
        .ifPresent(
            text ->
                error(
                    text,
                    "openclaw_value",
                    "gateway." + path + " cannot be \"" + text.text() + "\"",
                    "one of " + String.join(", ", words.stream().sorted().toList())));
  }

  private void error(Node at, String code, String what, String mend) {
    notes.add(LintNote.error(Spot.of(at.origin(), source.name()), code, what, mend));
  }
}

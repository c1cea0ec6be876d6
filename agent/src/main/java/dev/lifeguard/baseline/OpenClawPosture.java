package dev.lifeguard.baseline;

import static dev.lifeguard.baseline.BaselineCheck.*;

import dev.lifeguard.config.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges the configuration of one gateway, from its file or from its own mouth. Pure; secrets are
 * measured, never kept.
 */
final class OpenClawPosture {
  private static final Set<String> WIDE = Set.of("lan", "tailnet");
  private static final Set<String> EVERYBODY = Set.of("0.0.0.0/0", "::/0", "*");
  private static final String TOKEN =
      "openclaw config set gateway.auth.token \"$(openssl rand -hex 32)\"";

  private final Node root;
  private final String about;
  private final List<BaselineFinding> findings = new ArrayList<>();

  private OpenClawPosture(Node root, String about) {
    this.root = root;
    this.about = about;
  }

  /**
   * @param about the file, or the gateway that said so
   */
  static List<BaselineFinding> of(Node root, String about) {
    var posture = new OpenClawPosture(root, about);
    posture.bind();
    posture.token();
    posture.tailscale();
    posture.proxies();
    posture.remote();
    return List.copyOf(posture.findings);
  }

  private void add(BaselineCheck check, String seen, String fix) {
    findings.add(BaselineFinding.here(check, about, seen, fix));
  }

  private Optional<String> text(String... keys) {
    return root.along(keys)
        .filter(Node.Text.class::isInstance)
        .map(node -> ((Node.Text) node).text())
        .filter(text -> !text.isBlank());
  }

  private boolean has(String... keys) {
    return root.along(keys).filter(node -> !(node instanceof Node.Nothing)).isPresent();
  }

  private boolean is(String value, String... keys) {
    return text(keys).filter(value::equals).isPresent();
  }

  private void bind() {
    if (isBeyondLoopback()) open();
    else if (is("none", "gateway", "auth", "mode"))
      add(GATEWAY_NO_AUTH, "gateway.auth.mode is none", TOKEN);
  }

  private boolean isBeyondLoopback() {
    var bind = text("gateway", "bind").orElse("loopback");
    if (!bind.equals("custom")) return WIDE.contains(bind);
    var host = text("gateway", "customBindHost").orElse("0.0.0.0");
    return !host.startsWith("127.") && !host.equals("::1") && !host.equals("localhost");
  }

  private void open() {
    var bind = "gateway.bind is " + text("gateway", "bind").orElse("");
    if (is("none", "gateway", "auth", "mode") || !hasSecret())
      add(GATEWAY_OPEN, bind + " and there is no token or password", bindToLoopback());
    if (!is("true", "gateway", "tls", "enabled"))
      add(
          GATEWAY_NO_TLS,
          bind + " and gateway.tls.enabled is not true",
          "openclaw config set gateway.tls.enabled true");
    if (!has("gateway", "auth", "rateLimit"))
      add(
          GATEWAY_NO_RATE_LIMIT,
          bind + " and gateway.auth.rateLimit is not set",
          "openclaw config set gateway.auth.rateLimit.maxAttempts 10");
  }

  private static String bindToLoopback() {
    return "openclaw config set gateway.bind loopback";
  }

  /** A proxy that is trusted to say who comes is a lock too. */
  private boolean hasSecret() {
    return has("gateway", "auth", "token")
        || has("gateway", "auth", "password")
        || is("trusted-proxy", "gateway", "auth", "mode");
  }

  private void token() {
    text("gateway", "auth", "token")
        .filter(token -> !token.startsWith("$") && !token.startsWith("__OPENCLAW_"))
        .map(SafeText::flaw)
        .filter(flaw -> !flaw.isEmpty())
        .ifPresent(flaw -> add(GATEWAY_TOKEN_WEAK, "gateway.auth.token " + flaw, TOKEN));
  }

  private void tailscale() {
    if (is("funnel", "gateway", "tailscale", "mode"))
      add(
          GATEWAY_FUNNEL,
          "gateway.tailscale.mode is funnel",
          "openclaw config set gateway.tailscale.mode serve");
    if (is("true", "gateway", "auth", "allowTailscale"))
      add(
          GATEWAY_ALLOWS_TAILNET,
          "gateway.auth.allowTailscale is true"
              + (has("gateway", "auth", "identityScopes")
                  ? ", narrowed by gateway.auth.identityScopes"
                  : ", and gateway.auth.identityScopes names nobody"),
          "openclaw config set gateway.auth.allowTailscale false");
  }

  private void proxies() {
    if (!(root.along("gateway", "trustedProxies").orElse(null) instanceof Node.Items items)) return;
    var named =
        items.nodes().stream()
            .filter(Node.Text.class::isInstance)
            .map(node -> ((Node.Text) node).text())
            .toList();
    var seen = "gateway.trustedProxies is " + String.join(", ", named);
    if (named.stream().anyMatch(EVERYBODY::contains))
      add(GATEWAY_TRUSTS_ANY_PROXY, seen, "name the addresses of the proxies alone");
    else if (!named.isEmpty())
      add(GATEWAY_TRUSTED_PROXIES, seen, "remove those that are no proxies of yours any more");
  }

  private void remote() {
    var local = !is("remote", "gateway", "mode");
    if (local && has("gateway", "remote", "token") && !hasSecret())
      add(
          GATEWAY_REMOTE_TOKEN_ONLY,
          "gateway.remote.token is set, gateway.auth has neither token nor password",
          TOKEN);
  }
}

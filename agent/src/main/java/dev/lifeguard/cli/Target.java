package dev.lifeguard.cli;

import dev.lifeguard.app.AgentSettings;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.gateway.GatewaySettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which gateway is meant: a configured one by its name, or any by its URL and a token. */
final class Target {
  @Mixin private Where where;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The token for a URL; else the variable OPENCLAW_GATEWAY_TOKEN.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--tls-fingerprint",
      paramLabel = "SHA256",
      description = "The certificate of a wss:// URL.")
  private Optional<String> fingerprint = Optional.empty();

  private Optional<Path> dataDir = Optional.empty();

  GatewaySettings settings(String gateway) {
    var address = address(gateway);
    if (!isUrl(address)) return named(configured(), gateway);
    return configuredAt(address).orElseGet(() -> ofUrl(address));
  }

  /** A gateway is found under the same address by browsers; people write that one too. */
  static String address(String written) {
    if (written.matches("(?i)(ws|http)s?://.*"))
      return written.replaceFirst("(?i)^(?:ws|http)(s?)://", "ws$1://").replaceFirst("^wsS", "wss");
    return written.matches("(\\[[0-9a-fA-F:.]+]|[^/:@\\s]+):\\d+/?") ? "ws://" + written : written;
  }

  /** What is known of the gateway there holds for its address too, but for what is given anew. */
  private Optional<GatewaySettings> configuredAt(String address) {
    if (tokenFile.isPresent() || fingerprint.isPresent()) return Optional.empty();
    return configuredIfGood().stream()
        .flatMap(it -> it.gateways().stream())
        .map(it -> it.paths().getFirst().gateway())
        .filter(it -> same(it.url(), address))
        .findFirst();
  }

  private static boolean same(URI url, String address) {
    return url.toString().replaceFirst("/$", "").equals(address.replaceFirst("/$", ""));
  }

  /** How a gateway that wants a token gets one. */
  String tokenAdvice(String gateway) {
    return isUrl(address(gateway))
        ? "--token-file FILE, or the variable OPENCLAW_GATEWAY_TOKEN"
        : "token-file of gateway " + gateway + " in the configuration file";
  }

  AgentSettings configured() {
    var settings = Where.good(where.settings(), Lifeguard.WRONG_USE).value();
    dataDir = Optional.of(settings.own().dataDir());
    return settings;
  }

  /** The same, where one that cannot be used shall not be in the way. */
  Optional<AgentSettings> configuredIfGood() {
    try {
      return Optional.of(configured());
    } catch (Refusal notUsable) {
      return Optional.empty();
    }
  }

  /** Our device key; without a configuration it is where an agent would keep it. */
  Path key() {
    return dataDir
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local/state/lifeguard"))
        .resolve("device.key");
  }

  static boolean isUrl(String gateway) {
    return gateway.startsWith("ws://") || gateway.startsWith("wss://");
  }

  private static GatewaySettings named(AgentSettings settings, String name) {
    return settings.gateways().stream()
        .filter(it -> it.name().equals(name))
        .map(it -> it.paths().getFirst().gateway())
        .findFirst()
        .orElseThrow(() -> Refusal.wrongUse(nobody(settings, name)));
  }

  private static String nobody(AgentSettings settings, String name) {
    if (name.contains("://") || name.matches(".*:\\d+/?"))
      return name + " is no gateway's address; one begins with ws:// or wss://";
    var known = settings.gateways().stream().map(it -> it.name()).toList();
    return "no gateway is called " + name + "; there are: " + String.join(", ", known);
  }

  /** What is no URL of a gateway is no host either. */
  static void refuseOtherUrls(String gateway) {
    if (gateway.matches("(?i)https?://.*"))
      throw Refusal.wrongUse(
          gateway + " is no gateway's URL; write " + gateway.replaceFirst("(?i)^http", "ws"));
    if (!isUrl(gateway) && gateway.contains("://") && !gateway.startsWith("ssh://"))
      throw Refusal.wrongUse(gateway + " is no gateway's URL; one begins with ws:// or wss://");
  }

  private GatewaySettings ofUrl(String url) {
    try {
      var none = new SecretSource.None();
      return new GatewaySettings(
          url, checked(URI.create(url)), token(), none, none, fingerprint, Optional.empty());
    } catch (IllegalArgumentException e) {
      throw Refusal.wrongUse(url + " is no URL: " + e.getMessage());
    }
  }

  private static URI checked(URI url) {
    if (url.getRawUserInfo() instanceof String)
      throw Refusal.wrongUse("the URL holds a user or password; give the token by --token-file");
    if (!(url.getHost() instanceof String))
      throw Refusal.wrongUse(url + " names no host that can be dialled");
    if (url.getPort() == 0 || url.getPort() > 65_535)
      throw Refusal.wrongUse(url + " has a port that does not exist");
    return url;
  }

  private SecretSource token() {
    if (tokenFile.isPresent()) return new SecretSource.InFile(tokenFile.get());
    return Optional.ofNullable(System.getenv("OPENCLAW_GATEWAY_TOKEN"))
        .filter(it -> !it.isEmpty())
        .<SecretSource>map(it -> new SecretSource.Given(new dev.lifeguard.config.Secret(it)))
        .orElseGet(SecretSource.None::new);
  }
}

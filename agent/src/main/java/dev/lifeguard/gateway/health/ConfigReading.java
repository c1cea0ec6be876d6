package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Payload;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What we need of the gateway's configuration; the rest, and every secret in it, is not kept.
 *
 * @param services where its channels have services of their own
 * @param drift why the saved configuration is not the one at work; empty when it is
 */
record ConfigReading(
    Optional<String> drift,
    SortedMap<String, ProviderConfig> providers,
    SortedMap<String, Set<URI>> services,
    Optional<Integer> port,
    String path) {
  /** A model provider, as configured. */
  record ProviderConfig(String baseUrl, String api, int models) {
    /** Its models are found by asking it, so that the gateway itself can say whether it answers. */
    boolean discovered() {
      return models == 0 || api.equals("ollama");
    }
  }

  static ConfigReading of(Payload config) {
    var effective = config.child(config.keys().contains("config") ? "config" : "resolved");
    return new ConfigReading(
        drift(config),
        providers(effective),
        ChannelServices.of(effective),
        effective.child("gateway").whole("port").map(Long::intValue),
        config.text("path").orElse(""));
  }

  private static Optional<String> drift(Payload config) {
    if (config.flag("valid").equals(Optional.of(false)))
      return Optional.of("the file is invalid: " + issues(config));
    var saved = config.text("configRevisionHash");
    var active = config.text("appliedConfigHash");
    return saved.isPresent() && active.isPresent() && !saved.equals(active)
        ? Optional.of("what is saved is not what is active")
        : Optional.empty();
  }

  private static String issues(Payload config) {
    return config.children("issues").stream()
        .limit(3)
        .map(issue -> issue.text("path").orElse("") + " " + issue.text("message").orElse(""))
        .map(String::strip)
        .reduce((a, b) -> a + "; " + b)
        .orElse("no issue is named");
  }

  private static SortedMap<String, ProviderConfig> providers(Payload effective) {
    var found = new TreeMap<String, ProviderConfig>();
    effective
        .child("models")
        .child("providers")
        .objects()
        .forEach((name, provider) -> found.put(name, provider(provider)));
    primary(effective).ifPresent(name -> found.putIfAbsent(name, new ProviderConfig("", "", 1)));
    return found;
  }

  private static ProviderConfig provider(Payload provider) {
    return new ProviderConfig(
        provider.text("baseUrl").orElse(""),
        provider.text("api").orElse(""),
        provider.children("models").size());
  }

  /** The provider that agents use by default may be a built-in one that nobody configured. */
  private static Optional<String> primary(Payload effective) {
    var defaults = effective.child("agents").child("defaults");
    return defaults
        .child("model")
        .text("primary")
        .or(() -> defaults.text("model"))
        .filter(model -> model.contains("/"))
        .map(model -> model.substring(0, model.indexOf('/')));
  }
}

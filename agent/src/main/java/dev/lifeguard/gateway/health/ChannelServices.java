package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Payload;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the channels of a configuration have services of their own. Only plain {@code http}: such a
 * service is near and its owner's, while to knock at a public one every second would be rude, and a
 * connection that says nothing is an error in the log of many a TLS server.
 */
final class ChannelServices {
  /** What the channels call it: Telegram, Mattermost and others, Matrix, BlueBubbles, Signal. */
  private static final Set<String> NAMES =
      Set.of("apiRoot", "baseUrl", "homeserver", "serverUrl", "httpUrl");

  private static final int MOST = 20;

  private ChannelServices() {}

  static SortedMap<String, Set<URI>> of(Payload effective) {
    var found = new TreeMap<String, Set<URI>>();
    effective.child("channels").objects().entrySet().stream()
        .limit(MOST)
        .forEach(
            channel -> {
              var places = new TreeSet<URI>();
              accounts(channel.getValue()).flatMap(ChannelServices::places).forEach(places::add);
              if (!places.isEmpty()) found.put(channel.getKey(), Set.copyOf(places));
            });
    return found;
  }

  private static Stream<Payload> accounts(Payload channel) {
    var own = channel.child("accounts").objects().values().stream().limit(MOST);
    return Stream.concat(Stream.of(channel), own);
  }

  private static Stream<URI> places(Payload account) {
    return NAMES.stream()
        .flatMap(name -> account.text(name).flatMap(ChannelServices::near).stream());
  }

  private static Optional<URI> near(String text) {
    try {
      return Optional.of(URI.create(text))
          .filter(it -> "http".equals(it.getScheme()) && it.getHost() != null)
          .map(it -> URI.create("http://" + it.getAuthority()))
          .filter(it -> it.getUserInfo() == null && it.getPort() != 0 && it.getPort() <= 65535);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package dev.lifeguard.diagnosis.watch;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.TailnetMatter;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What fails now on the way to one gateway, one failure a source of news. Belongs to one event-loop
 * context.
 */
final class Failures {
  /** Who tells. */
  enum Source {
    TCP,
    TAILNET,
    LOGIN,
    /** A forward that cannot listen, here or over there. */
    DOOR,
    FORWARD,
    TUNNEL,
    GATEWAY
  }

  private final Map<Source, Failure> standing = new EnumMap<>(Source.class);

  void failed(Source source, Failure failure) {
    standing.put(source, failure);
  }

  void well(Source source) {
    standing.remove(source);
  }

  /** Seen on the gateway's own machine, whatever the way to it is like. */
  Optional<Sign> refusedConfig() {
    return Optional.ofNullable(standing.get(Source.GATEWAY))
        .filter(failure -> failure.reason() == Reason.CONFIG_REJECTED)
        .map(failure -> new Sign.ConfigRefused(failure.detail()));
  }

  /** What is wrong with the tailnet; of weight only for a way that leads through it. */
  Optional<Sign> tailnet() {
    return Optional.ofNullable(standing.get(Source.TAILNET))
        .flatMap(failure -> matter(failure.reason()).map(it -> tailnet(it, failure)));
  }

  private static Sign tailnet(TailnetMatter matter, Failure failure) {
    return new Sign.Tailnet(matter, failure.detail());
  }

  private static Optional<TailnetMatter> matter(Reason reason) {
    return Arrays.stream(TailnetMatter.values())
        .filter(it -> reason.code().equals("tailnet_" + it.name().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Of the outermost broken layer only: what lies behind it fails because of it. */
  List<Sign> signs() {
    var all = new ArrayList<Sign.Failed>();
    standing.forEach(
        (source, failure) -> {
          if (source != Source.TAILNET) all.add(new Sign.Failed(layer(source, failure), failure));
        });
    return all.stream()
        .min(Comparator.comparing(Sign.Failed::layer))
        .map(
            outermost ->
                all.stream()
                    .filter(it -> !it.layer().isBehind(outermost.layer()))
                    .<Sign>map(it -> it)
                    .toList())
        .orElse(List.of());
  }

  private static PathLayer layer(Source source, Failure failure) {
    return switch (source) {
      case TCP, TAILNET -> PathLayer.NETWORK;
      case LOGIN -> at(failure, PathLayer.SSH_AUTH);
      case DOOR -> at(failure, PathLayer.FORWARD);
      case FORWARD -> PathLayer.FORWARD;
      case TUNNEL -> at(failure, PathLayer.TUNNEL);
      case GATEWAY -> PathLayer.GATEWAY;
    };
  }

  private static PathLayer at(Failure failure, PathLayer otherwise) {
    return Cause.of(failure.reason()).map(Cause::layer).orElse(otherwise);
  }
}

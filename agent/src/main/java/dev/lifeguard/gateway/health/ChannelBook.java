package dev.lifeguard.gateway.health;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.ChannelState;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.health.ChannelReading.LiveProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every channel account of one gateway: how it is, since its last live probe, and what changed. */
final class ChannelBook {
  /** Names are labels: a gateway with more accounts is told of up to here. */
  private static final int MOST = 200;

  /** Each start of a gateway starts its channels; the gateway itself gives them two minutes. */
  static final Duration START = Duration.ofSeconds(30);

  private record Key(String channel, String account) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return (channel + "/" + account).compareTo(other.channel + "/" + other.account);
    }
  }

  private record Seen(ChannelReading reading, Optional<ChannelVerdict> verdict) {}

  private final Teller teller;
  private final SortedMap<Key, Seen> accounts = new TreeMap<>();
  private final Map<Key, LiveProbe> probes = new HashMap<>();
  private final Map<Key, Double> latencies = new HashMap<>();
  private final Map<Key, Rhythm> rhythms = new HashMap<>();
  private final Map<Key, Long> starting = new HashMap<>();
  private Set<String> suppressed = Set.of();

  ChannelBook(Teller teller) {
    this.teller = teller;
  }

  void suppressed(List<String> channels) {
    suppressed = Set.copyOf(channels);
  }

  /** Channels with an account that somebody wants to run. */
  Set<String> wanted() {
    var found = new HashSet<String>();
    accounts.forEach((key, seen) -> seen.verdict().ifPresent(_ -> found.add(key.channel())));
    return found;
  }

  /** Whether the last live probe of one of its accounts failed. */
  boolean doubtful() {
    return probes.values().stream().anyMatch(probe -> !probe.ok());
  }

  /** The whole list: an account that is not in it is gone. */
  void read(List<ChannelReading> readings) {
    var present = new HashSet<Key>();
    for (var reading : readings) {
      var key = key(reading);
      if (present.size() >= MOST) break;
      present.add(key);
      // it reconnects by itself: the probe of its former connection says nothing any more
      if (!reading.lifecycle().equals("ready")) probes.remove(key);
      judge(key, reading);
      listen(key, reading);
    }
    for (var key : List.copyOf(accounts.keySet())) if (!present.contains(key)) forget(key);
  }

  private void listen(Key key, ChannelReading reading) {
    if (!reading.lifecycle().equals("ready")) rhythms.remove(key);
    else
      reading
          .lastActivity()
          .ifPresent(
              at -> rhythms.computeIfAbsent(key, _ -> new Rhythm()).heard(at, teller.nanos()));
  }

  /** Channels that call themselves ready, but on which nothing passes as it usually does. */
  Set<String> outOfRhythm() {
    var found = new HashSet<String>();
    rhythms.forEach(
        (key, rhythm) -> {
          if (rhythm.broken(teller.nanos())) found.add(key.channel());
        });
    return found;
  }

  /** Live probes of one channel, which took so long on the wire. */
  void probed(List<ChannelReading> readings, double seconds) {
    for (var reading : readings) {
      var key = key(reading);
      if (reading.probe().isEmpty() || !accounts.containsKey(key)) continue;
      var probe = reading.probe().get();
      probes.put(key, probe);
      judge(key, reading);
      latencies.put(key, latency(probe, seconds));
      if (accounts.get(key).verdict().isPresent())
        teller.fact(subject(key), Fact.CHANNEL_LATENCY, FactValue.of(latencies.get(key)));
    }
  }

  private static double latency(LiveProbe probe, double seconds) {
    if (!probe.ok()) return Double.POSITIVE_INFINITY;
    return probe.took().map(took -> took.toNanos() / 1e9).orElse(seconds);
  }

  private void judge(Key key, ChannelReading reading) {
    var probe = Optional.ofNullable(probes.get(key));
    var off = suppressed.contains(key.channel());
    var verdict = ChannelVerdict.of(reading, probe, off, teller.now());
    var before = Optional.ofNullable(accounts.put(key, new Seen(reading, verdict)));
    tell(key, before.flatMap(Seen::verdict), verdict);
  }

  private void tell(Key key, Optional<ChannelVerdict> before, Optional<ChannelVerdict> now) {
    now.ifPresentOrElse(
        verdict -> teller.fact(subject(key), Fact.CHANNEL_STATUS, settled(key, verdict.state())),
        () -> before.ifPresent(_ -> teller.forgotten(subject(key))));
    if (before.map(ChannelVerdict::state).equals(now.map(ChannelVerdict::state))) return;
    teller.event(
        at ->
            new GatewayEvent.ChannelChanged(
                teller.gateway(),
                key.channel(),
                key.account(),
                before.map(ChannelVerdict::state),
                now.map(ChannelVerdict::state),
                now.map(ChannelVerdict::detail).orElse(""),
                at));
  }

  /** What starts is not down yet: nobody is woken for a restart that goes well. */
  private FactValue settled(Key key, ChannelState state) {
    if (state != ChannelState.STARTING) {
      starting.remove(key);
      return FactValue.of(state.code());
    }
    var since = starting.computeIfAbsent(key, _ -> teller.nanos());
    return teller.nanos() - since < START.toNanos()
        ? FactValue.unknown("the channel is starting")
        : FactValue.of(state.code());
  }

  private void forget(Key key) {
    starting.remove(key);
    var gone = Optional.ofNullable(accounts.remove(key)).flatMap(Seen::verdict);
    probes.remove(key);
    latencies.remove(key);
    rhythms.remove(key);
    tell(key, gone, Optional.empty());
  }

  void blind(String because) {
    probes.clear();
    latencies.clear();
    rhythms.clear();
    starting.clear();
    accounts.forEach(
        (key, seen) ->
            seen.verdict()
                .ifPresent(
                    _ -> {
                      teller.fact(subject(key), Fact.CHANNEL_STATUS, FactValue.unknown(because));
                      teller.fact(subject(key), Fact.CHANNEL_LATENCY, FactValue.unknown(because));
                    }));
  }

  List<GatewayReport.Channel> report() {
    var lines = new ArrayList<GatewayReport.Channel>();
    accounts.forEach((key, seen) -> lines.add(line(key, seen)));
    return lines;
  }

  private GatewayReport.Channel line(Key key, Seen seen) {
    Optional<ChannelState> state = seen.verdict().map(ChannelVerdict::state);
    return new GatewayReport.Channel(
        key.channel(),
        key.account(),
        state,
        Optional.ofNullable(latencies.get(key)),
        seen.verdict().map(ChannelVerdict::detail).orElse("disabled"));
  }

  private static Key key(ChannelReading reading) {
    return new Key(reading.channel(), reading.account());
  }

  private Subject subject(Key key) {
    return Subject.channel(teller.gateway(), key.channel(), key.account());
  }
}

package dev.lifeguard.notify;

import dev.lifeguard.alert.FollowUp;
import dev.lifeguard.config.Cron;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who is told, and how.
 *
 * @param console where people reach the console; links in messages lead there
 * @param followUp when it is told again, and to whom when nobody takes it
 */
public record NotifySettings(
    List<ReceiverSettings> receivers,
    Map<String, List<String>> groups,
    List<OnCall> onCall,
    Watch watch,
    Optional<URI> console,
    FollowUp followUp) {

  public NotifySettings {
    receivers = List.copyOf(receivers);
    groups = Map.copyOf(groups);
    onCall = List.copyOf(onCall);
  }

  /** Nobody: what fires is logged. */
  public static NotifySettings none() {
    return new NotifySettings(
        List.of(), Map.of(), List.of(), Watch.NONE, Optional.empty(), FollowUp.NONE);
  }

  /** The same, with links that lead there. */
  public NotifySettings leadingTo(URI address) {
    return new NotifySettings(receivers, groups, onCall, watch, Optional.of(address), followUp);
  }

  /** The same with these receivers. */
  public NotifySettings with(List<ReceiverSettings> others) {
    return new NotifySettings(others, groups, onCall, watch, console, followUp);
  }

  /** All names that rules may use. */
  public SortedSet<String> names() {
    var names = new TreeSet<>(groups.keySet());
    receivers.forEach(receiver -> names.add(receiver.name()));
    onCall.forEach(rotation -> names.add(rotation.name()));
    return names;
  }

  /** What makes sure that telling works at all. */
  public record Watch(Optional<DeadMan> deadMan, Optional<SelfTest> selfTest) {
    public static final Watch NONE = new Watch(Optional.empty(), Optional.empty());
  }

  /** A ping outwards, whose absence somebody else notices. */
  public record DeadMan(URI url, Duration every) {}

  /**
   * A test notice by the clock, so that a way that rotted is found before it is needed.
   *
   * @param receivers names; none: all
   */
  public record SelfTest(Cron schedule, ZoneId zone, List<String> receivers) {
    public SelfTest {
      receivers = List.copyOf(receivers);
    }
  }
}

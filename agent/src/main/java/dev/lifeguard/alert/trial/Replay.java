package dev.lifeguard.alert.trial;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertBook;
import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.alert.AlertSettings;
import dev.lifeguard.bus.Event;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.watch.Freshness;
import dev.lifeguard.rule.watch.RuleWatch;
import dev.lifeguard.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lives through recorded looks again, under rules that may not have been there then. */
public final class Replay {
  private static final AlertSettings AT_ONCE =
      new AlertSettings(Duration.ZERO, Duration.ZERO, Duration.ofDays(1000), Duration.ofDays(1000));

  /** Nobody looked at anything for so long: the agent, or its machine, stood still. */
  private static final Duration STANDSTILL = Duration.ofMinutes(5);

  /**
   * What is lived through again.
   *
   * @param looks oldest first; the first one says when it begins
   * @param presence moments at which the agent was there, oldest first: a fact that is looked at
   *     once an hour leaves no gap as long as it was
   */
  public record Recording(List<Observed> looks, List<Instant> presence) {
    public Recording {
      looks = List.copyOf(looks);
      presence = List.copyOf(presence);
    }
  }

  /**
   * A fire that would have been.
   *
   * @param alert as it fired
   * @param endedAt empty when it still fires at the end
   */
  public record Fire(Alert alert, Instant firedAt, Optional<Instant> endedAt) {
    /** How long it lasted, or has lasted by the end. */
    public Duration lasted(Instant end) {
      return Duration.between(firedAt, endedAt.orElse(end));
    }
  }

  private final ManualTime time;
  private final AlertBook book;
  private final RuleWatch watch;
  private final Map<String, Fire> burning = new LinkedHashMap<>();
  private final List<Fire> over = new ArrayList<>();

  private Replay(RuleSet rules, Map<String, Map<String, String>> labels, Instant start) {
    this.time = new ManualTime(start);
    this.book = new AlertBook(time, AT_ONCE, this::hear);
    this.watch = new RuleWatch(time, Freshness.USUAL, book::hear);
    watch.replace(rules, labels);
  }

  /**
   * Every fire, in the order in which they began.
   *
   * @param labels of each gateway
   */
  public static List<Fire> of(
      RuleSet rules, Map<String, Map<String, String>> labels, Recording recording) {
    if (recording.looks().isEmpty()) return List.of();
    var replay = new Replay(rules, labels, recording.looks().getFirst().at());
    var presence = new ArrayDeque<>(recording.presence());
    for (var look : recording.looks()) {
      while (!presence.isEmpty() && presence.peek().isBefore(look.at()))
        replay.goOn(presence.remove());
      replay.goOn(look.at());
      replay.watch.hear(look);
    }
    presence.forEach(replay::goOn);
    return replay.fires();
  }

  private List<Fire> fires() {
    var all = new ArrayList<>(over);
    all.addAll(burning.values());
    all.sort(Comparator.comparing(Fire::firedAt));
    return all;
  }

  private void goOn(Instant at) {
    var ahead = Duration.between(time.now(), at);
    if (ahead.compareTo(STANDSTILL) > 0) stand(ahead);
    else pass(ahead);
  }

  /** Beat by beat, as the agent does. */
  private void pass(Duration ahead) {
    for (var left = ahead; left.isPositive(); left = left.minus(AlertBook.BEAT)) {
      time.advance(left.compareTo(AlertBook.BEAT) < 0 ? left : AlertBook.BEAT);
      watch.sweep();
      book.tick();
    }
  }

  /** The wall clock went on, nobody was there. */
  private void stand(Duration ahead) {
    time.jump(ahead);
    watch.sweep();
    book.tick();
  }

  private void hear(Event event) {
    switch (event) {
      case AlertEvent.AlertFired(var alert, _, _) ->
          burning.putIfAbsent(alert.id(), new Fire(alert, time.now(), Optional.empty()));
      case AlertEvent.AlertResolved(var alert, _, _) -> end(alert);
      default -> {}
    }
  }

  private void end(Alert alert) {
    var fire = burning.remove(alert.id());
    if (fire != null) over.add(new Fire(fire.alert, fire.firedAt, Optional.of(time.now())));
  }
}

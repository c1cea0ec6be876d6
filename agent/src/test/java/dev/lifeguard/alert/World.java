package dev.lifeguard.alert;

import dev.lifeguard.bus.Event;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.watch.Freshness;
import dev.lifeguard.rule.watch.RuleWatch;
import dev.lifeguard.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules and alerts without a bus: facts in, alert events out, on a clock turned by hand. */
final class World {
  static final Subject HOME = Subject.gateway("home");
  static final Subject TUNNEL = Subject.tunnel("home", "ssh");
  static final Subject FORWARD = Subject.forward("home", "ssh", "gateway");
  static final Subject IRC = Subject.channel("home", "irc", "default");

  /** Nothing is held back at the start. */
  static final AlertSettings AT_ONCE =
      new AlertSettings(
          Duration.ZERO, Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofHours(24));

  final ManualTime time = new ManualTime();
  final List<AlertEvent> told = new ArrayList<>();
  final List<IncidentEvent> incidents = new ArrayList<>();
  final AlertBook book;
  final RuleWatch watch;

  World(Rule... rules) {
    this(AT_ONCE, rules);
  }

  World(AlertSettings settings, Rule... rules) {
    book = new AlertBook(time, settings, this::tell);
    watch = new RuleWatch(time, Freshness.USUAL, book::hear);
    use(rules);
  }

  private void tell(Event event) {
    if (event instanceof AlertEvent alert) told.add(alert);
    if (event instanceof IncidentEvent incident) incidents.add(incident);
  }

  void use(Rule... rules) {
    watch.replace(RuleSet.of(rules), Map.of());
  }

  void see(Subject subject, Fact fact, String word) {
    watch.hear(new Observed(subject, fact, FactValue.of(word), time.now()));
  }

  void see(Subject subject, Fact fact, double amount) {
    watch.hear(new Observed(subject, fact, FactValue.of(amount), time.now()));
  }

  /** Beat by beat, as the verticles do. */
  void pass(Duration duration) {
    for (var left = duration; left.isPositive(); left = left.minus(AlertBook.BEAT)) {
      time.advance(left.compareTo(AlertBook.BEAT) < 0 ? left : AlertBook.BEAT);
      watch.sweep();
      book.tick();
    }
  }

  void pass(int seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** What was told since the last time, as {@code Fired gateway_down}. */
  List<String> story() {
    var story = told.stream().map(World::line).toList();
    told.clear();
    return story;
  }

  private static String line(AlertEvent event) {
    return event.getClass().getSimpleName().substring("Alert".length())
        + " "
        + event.alert().name();
  }
}

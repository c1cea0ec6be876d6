package dev.lifeguard.notify;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertState;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.notify.NotifyEvent.TellingDecided;
import dev.lifeguard.notify.Telling.Outcome;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.time.Time;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who is told of what, writes it down, and wakes the ways out. Every decision is told with
 * its reason. Lives on one event-loop context.
 */
final class Teller {
  private static final Logger log = LoggerFactory.getLogger(Teller.class);

  /**
   * A fire that is not out.
   *
   * @param untold something suppressed it from the beginning: nobody knows of it
   */
  private record Fire(Alert alert, Told told, boolean untold) {}

  private final Outbox outbox;
  private final Ways ways;
  private final Bus bus;
  private final Time time;
  private final Journal journal;
  private final Map<String, Fire> fires = new HashMap<>();
  private final Causes causes = new Causes();
  private final Set<String> heard = new HashSet<>();
  private boolean caughtUp;
  private Directory directory = new Directory(NotifySettings.none());

  Teller(Outbox outbox, Journal journal, Ways ways, Bus bus, Time time) {
    this.outbox = outbox;
    this.journal = journal;
    this.ways = ways;
    this.bus = bus;
    this.time = time;
  }

  Causes causes() {
    return causes;
  }

  void use(NotifySettings settings) {
    directory = new Directory(settings);
  }

  /** What fires already, and whom it concerns, is told to those who were not there before. */
  void tellNewcomers(Set<String> newcomers) {
    for (var fire : fires.values()) {
      var names = fire.alert().message().receivers();
      if (fire.untold() || isOnlyShown(fire.told(), names)) continue;
      var meant = directory.find(names, time.now()).receivers();
      var missing = newcomers.stream().filter(meant::contains).toList();
      if (!missing.isEmpty()) put(fire.told(), missing, "it fires, and the receiver is new");
    }
  }

  void fired(Alert alert, String because) {
    hear(alert);
    if (fires.containsKey(alert.id()) && fires.get(alert.id()).told().key().equals(alert.key()))
      return;
    var told = composition().fire(alert, time.now());
    fires.put(alert.id(), new Fire(alert, told, alert.isSuppressed()));
    if (alert.isSuppressed()) withhold(told, alert);
    else tell(told, alert.message().receivers(), because);
  }

  /** Nothing suppresses it any more: who was not told is told now. */
  void unsuppressed(Alert alert, String because) {
    hear(alert);
    if (fires.containsKey(alert.id()) && !fires.get(alert.id()).untold()) return;
    fired(alert, because);
  }

  /** Once more, and perhaps to others: a reminder, or the next step of an escalation. */
  void again(Alert alert, Occasion occasion, List<String> names, String because) {
    var now = time.now();
    var key = alert.key() + "-" + occasion.name().toLowerCase(Locale.ROOT);
    var told = composition().fire(alert, now).again(key, occasion, because);
    if (alert.isSuppressed()) {
      withhold(told, alert);
      return;
    }
    fires.put(alert.id(), new Fire(alert, told, false));
    tell(told, names, because);
  }

  /** Somebody took it: PagerDuty, which would call the next one, is told. */
  void taken(Alert alert, String because) {
    var keepers =
        directory.settings().receivers().stream()
            .filter(ReceiverSettings::keepsWhoTookIt)
            .map(ReceiverSettings::name)
            .toList();
    if (keepers.isEmpty() || !fires.containsKey(alert.id())) return;
    var now = time.now();
    var told =
        composition().fire(alert, now).again(alert.key() + "-taken", Occasion.TAKEN, because);
    outbox
        .put(told, keepers, because, now)
        .onSuccess(_ -> ways.wake())
        .onFailure(e -> tellUnwritten(told, keepers, e));
  }

  /** The end is never suppressed: whoever knows of the fire is told. */
  void ended(Alert alert, String because) {
    hear(alert);
    fires.remove(alert.id());
    end(composition().end(alert, time.now()), because);
    causes.forget(alert.id());
  }

  private void end(Told told, String because) {
    if (isAlone()) logAlone(told, because);
    outbox
        .putEnd(told, because, time.now())
        .onSuccess(_ -> ways.wake())
        .onFailure(e -> tellUnwritten(told, ways.names(), e));
  }

  /**
   * After a start: what the agent knows of fires, and what receivers know, is brought together. A
   * crash may have come between the two.
   */
  void catchUp(List<Alert> alerts, List<Alert> lately) {
    var firing = alerts.stream().filter(alert -> alert.firedAt().isPresent()).toList();
    journal
        .last()
        .onSuccess(last -> lately.forEach(alert -> makeUp(alert, last)))
        .compose(_ -> outbox.open())
        .onSuccess(open -> catchUp(firing, known(open)))
        .onFailure(e -> log.error("the outbox cannot be compared with the alerts", e));
  }

  /** A change that was written down, and nothing was decided about telling it: the agent died. */
  private void makeUp(Alert alert, Map<String, Long> last) {
    if (heard.contains(alert.id()) || alert.transition() <= last.getOrDefault(alert.id(), 0L))
      return;
    var because = "it happened right before the agent ended, and nobody knows";
    if (alert.state() instanceof AlertState.Ok) end(composition().end(alert, time.now()), because);
    else if (alert.isSuppressed()) withhold(composition().fire(alert, time.now()), alert);
    else tell(composition().fire(alert, time.now()), alert.message().receivers(), because);
  }

  private static Map<String, Told> known(List<Entry> open) {
    return open.stream()
        .filter(entry -> entry.told().occasion().hasEnd())
        .collect(Collectors.toMap(Entry::alert, Entry::told, (_, last) -> last));
  }

  /** Of what events told meanwhile, the list may be out of date. */
  private void catchUp(List<Alert> firing, Map<String, Told> known) {
    for (var alert : firing) {
      if (heard.contains(alert.id())) continue;
      if (known.containsKey(alert.id()))
        fires.put(alert.id(), new Fire(alert, known.get(alert.id()), false));
      else fired(alert, "it fired before the agent started, and nobody knows");
    }
    known.forEach((id, told) -> endForgotten(id, told));
    caughtUp = true;
    heard.clear();
  }

  private void hear(Alert alert) {
    if (!caughtUp) heard.add(alert.id());
  }

  private void endForgotten(String id, Told told) {
    if (heard.contains(id) || fires.containsKey(id)) return;
    var because = "it was over when the agent started";
    end(told.ended(told.key() + "-over", time.now(), because), because);
  }

  /** Something that is told once and has no end: a page, a question of a remedy. */
  void summon(Told told, Optional<String> alert, List<String> names) {
    var known = alert.map(fires::get).map(fire -> fire.alert().message().receivers());
    tell(told, names.isEmpty() ? known.orElse(List.of()) : names, "a remedy asks for it");
  }

  Summons summons() {
    return new Summons(directory.settings().console());
  }

  private void tell(Told told, List<String> names, String because) {
    if (isAlone()) {
      logAlone(told, because);
      return;
    }
    if (isOnlyShown(told, names)) {
      var why = "of severity info, and nobody is named: shown, not told";
      journal.note(decide(told, Outcome.WITHHELD, "", why));
      return;
    }
    var found = directory.find(names, time.now());
    var notes = found.because().isEmpty() ? "" : "; " + found.because();
    put(told, found.receivers(), because + notes);
  }

  /** What is only good to know finds its readers by itself. */
  private static boolean isOnlyShown(Told told, List<String> names) {
    return told.severity() == Severity.INFO && names.isEmpty();
  }

  private void put(Told told, Collection<String> receivers, String because) {
    for (var receiver : receivers) decide(told, Outcome.QUEUED, receiver, because);
    outbox
        .put(told, receivers, because, time.now())
        .onSuccess(_ -> ways.wake())
        .onFailure(e -> tellUnwritten(told, receivers, e));
  }

  private void tellUnwritten(Told told, Collection<String> receivers, Throwable e) {
    log.error("not written down, told all the same key={} because={}", told.key(), e.getMessage());
    ways.add(receivers, told);
  }

  private void withhold(Told told, Alert alert) {
    var why =
        alert.handling().suppressions().stream()
            .map(Object::toString)
            .collect(Collectors.joining("; "));
    log.info("alert withheld name={} gateway={} because={}", told.name(), told.gateway(), why);
    journal.note(decide(told, Outcome.WITHHELD, "", why));
  }

  private boolean isAlone() {
    return directory.settings().receivers().isEmpty();
  }

  /** Without receivers, the log is told. */
  private void logAlone(Told told, String because) {
    log.warn(
        "alert {} name={} severity={} labels={} summary=\"{}\"",
        told.occasion(),
        told.name(),
        told.severity(),
        told.labels(),
        told.annotation("summary").orElse(""));
    journal.note(decide(told, Outcome.LOGGED, "", because + "; there are no receivers"));
  }

  private Telling decide(Told told, Outcome outcome, String receiver, String because) {
    var now = time.now();
    var line =
        new Telling(
            told.fingerprint(), told.key(), told.occasion(), outcome, receiver, because, now);
    bus.publish(new TellingDecided(line, now));
    return line;
  }

  private Composition composition() {
    return new Composition(directory.settings().console(), causes);
  }
}

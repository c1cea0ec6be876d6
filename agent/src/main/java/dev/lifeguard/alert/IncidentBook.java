package dev.lifeguard.alert;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.time.Moment;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gathers alerts that belong together. An alert on the path joins the incident of its gateway whose
 * root explains it, or that has just grown; what lies apart from the path, as an old key does, is
 * an incident of its own, so that it does not swallow every outage of the next weeks. For one
 * thread.
 */
final class IncidentBook {
  /** An outage unfolds within this time; what comes later is another one. */
  private static final Duration UNFOLDING = Duration.ofMinutes(10);

  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final List<OpenIncident> open = new ArrayList<>();
  private final Consumer<IncidentEvent> out;

  IncidentBook(Consumer<IncidentEvent> out) {
    this.out = out;
  }

  /** Takes up what was open before the start; depths by alert. */
  void restore(List<Incident> kept, Map<String, Depth> depths, Moment now) {
    kept.forEach(incident -> open.add(new OpenIncident(incident, depths, now)));
  }

  /** An alert fires; the incident that it belongs to, or empty when it is no incident. */
  Optional<String> admit(Alert alert, Depth depth, Moment now) {
    if (alert.severity() == Severity.INFO) return Optional.empty();
    var member = member(alert, now);
    var home = home(member, depth, now);
    home.ifPresent(incident -> join(incident, member, depth, now));
    return Optional.of(home.map(OpenIncident::id).orElseGet(() -> open(member, depth, now)));
  }

  /** An alert cannot be judged because of this incident: it belongs to it without having fired. */
  Optional<String> gather(String incident, Alert alert, Depth depth, Moment now) {
    if (alert.severity() == Severity.INFO) return Optional.empty();
    var home = open.stream().filter(one -> one.id().equals(incident)).findFirst();
    if (home.isPresent()) takeAway(alert.id(), home.get(), now);
    home.ifPresent(one -> join(one, member(alert, now), depth, now));
    return home.map(OpenIncident::id);
  }

  /** It turned out to belong elsewhere: a host went, and its gateways were heard of first. */
  private void takeAway(String alert, OpenIncident next, Moment now) {
    for (var incident : List.copyOf(open))
      if (incident != next && incident.stands(alert)) {
        incident.leave(alert, now.wall());
        if (!incident.isOver()) reroot(incident, now);
        else absorb(incident, next, now);
      }
  }

  private void absorb(OpenIncident incident, OpenIncident by, Moment now) {
    open.remove(incident);
    var closed = incident.incident(Optional.of(now.wall()));
    out.accept(new IncidentEvent.IncidentAbsorbed(closed, by.id(), now));
  }

  private static Incident.Member member(Alert alert, Moment now) {
    return new Incident.Member(
        alert.id(), alert.name(), alert.severity(), alert.subject(), now.wall(), Optional.empty());
  }

  private Optional<OpenIncident> home(Incident.Member member, Depth depth, Moment now) {
    if (depth == Depth.APART) return Optional.empty();
    return open.reversed().stream()
        .filter(one -> one.gateway().equals(member.subject().gateway()) && one.isOnPath())
        .filter(one -> one.explains(depth) || isUnfolding(one, now))
        .findFirst();
  }

  private static boolean isUnfolding(OpenIncident incident, Moment now) {
    return now.since(incident.lastJoined()).compareTo(UNFOLDING) <= 0;
  }

  private void join(OpenIncident incident, Incident.Member member, Depth depth, Moment now) {
    incident.join(member, depth, now);
    out.accept(new IncidentEvent.IncidentGrew(incident.incident(Optional.empty()), now));
    reroot(incident, now);
  }

  private String open(Incident.Member member, Depth depth, Moment now) {
    var opened = new OpenIncident(id(member, now), member, depth, now);
    open.add(opened);
    out.accept(new IncidentEvent.IncidentOpened(opened.incident(Optional.empty()), now));
    return opened.id();
  }

  private String id(Incident.Member member, Moment now) {
    var id = ID.format(now.wall()) + "-" + place(member.subject());
    return open.stream().anyMatch(one -> one.id().equals(id)) ? id + "-" + member.alert() : id;
  }

  private static String place(Subject subject) {
    if (!subject.gateway().isEmpty()) return subject.gateway();
    return subject.labels().getOrDefault("host", "agent").replaceAll("[^A-Za-z0-9.-]", "-");
  }

  private void reroot(OpenIncident incident, Moment now) {
    if (incident.reroot())
      out.accept(new IncidentEvent.IncidentRerooted(incident.incident(Optional.empty()), now));
  }

  /** An alert is resolved: its incident ends with the last of its alerts. */
  void dismiss(String alert, Moment now) {
    for (var incident : List.copyOf(open))
      if (incident.stands(alert)) {
        incident.leave(alert, now.wall());
        if (incident.isOver()) close(incident, now);
        else reroot(incident, now);
      }
  }

  private void close(OpenIncident incident, Moment now) {
    open.remove(incident);
    out.accept(new IncidentEvent.IncidentClosed(incident.incident(Optional.of(now.wall())), now));
  }

  List<Incident> open() {
    return open.stream().map(incident -> incident.incident(Optional.empty())).toList();
  }
}

package dev.lifeguard.alert;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Evidence;
import dev.lifeguard.rule.NoData;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleEvent;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.rule.Verdict;
import dev.lifeguard.time.Moment;
import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is kept of one rule and one subject as long as it is of interest. */
final class Dossier {
  private final String id;
  private final Subject subject;
  private Rule rule;
  private Depth depth;
  private Map<String, String> labels = Map.of();
  private Evidence evidence = Evidence.NONE;
  private Optional<Verdict> verdict = Optional.empty();
  private Flaps flaps = Flaps.NONE;
  private AlertState state = new AlertState.Ok();
  private Alert.Episode episode = Alert.Episode.NONE;
  private Alert.Handling handling = Alert.Handling.NONE;
  private long transition;
  private boolean covered;
  private Timer timer = () -> {};

  Dossier(Rule rule, Subject subject) {
    this.id = Fingerprint.of(rule, subject);
    this.rule = rule;
    this.depth = Depth.of(rule);
    this.subject = subject;
  }

  /** Opens it again as it was kept, with nothing heard yet. */
  Dossier(Rule rule, Alert kept) {
    this(rule, kept.subject());
    state = kept.state();
    episode = kept.episode();
    handling = kept.handling();
    labels = kept.identity().labels();
    transition = kept.transition();
  }

  void hear(RuleEvent.Judged judged) {
    if (rule != judged.rule()) depth = Depth.of(judged.rule());
    rule = judged.rule();
    labels = judged.labels();
    evidence = judged.evidence();
    verdict = Optional.of(judged.verdict());
    flaps = flaps.then(judged.verdict());
  }

  /** Makes this change, or this news, the last one that is known of it. */
  void number(long number) {
    transition = number;
  }

  /** Enters the state; an episode begins with the first trouble. */
  void enter(AlertState next, Moment now) {
    if (next instanceof AlertState.Unknown(var fired, _) && fired.isEmpty()) close();
    else if (episode.startedAt().isEmpty() && isTrouble(next))
      episode = episode.started(now.wall());
    if (episode.firedAt().isEmpty() && next instanceof AlertState.Firing)
      episode = episode.fired(now.wall());
    if (next instanceof AlertState.Ok || next instanceof AlertState.Firing) covered = false;
    state = next;
  }

  /** Something before it is broken: what is said of it meanwhile is not to be believed. */
  void cover() {
    covered = true;
  }

  /** Whether it was neither well nor fired since it was covered. */
  boolean isCovered() {
    return covered;
  }

  private static boolean isTrouble(AlertState state) {
    return state instanceof AlertState.Pending || state instanceof AlertState.Firing;
  }

  /** The episode is over. */
  void close() {
    episode = Alert.Episode.NONE;
    handling = Alert.Handling.NONE;
  }

  /** By now, nothing of it is worth keeping. */
  boolean isIdle() {
    return state instanceof AlertState.Ok && flaps.results() == 0;
  }

  /**
   * Whether what lies behind it cannot be judged: it is bad, for certain, and this place's fault.
   */
  boolean breaks() {
    return rule.severity() == Severity.CRITICAL
        && verdict.filter(Verdict.BREACHED::equals).isPresent()
        && (state instanceof AlertState.Pending || state instanceof AlertState.Firing)
        && !blamesFarEnd();
  }

  /** How it is judged while nothing before it is broken, but not before that can be known. */
  AlertPolicy policy(Duration patience) {
    var timing = rule.timing();
    var pending = timing.pendingFor().compareTo(patience) < 0 ? patience : timing.pendingFor();
    return new AlertPolicy(new Rule.Timing(pending, timing.keepFiringFor(), timing.noData()));
  }

  /** While something before it is broken nobody knows, whatever the rule says. */
  AlertPolicy policyBehind() {
    var timing = rule.timing();
    return new AlertPolicy(
        new Rule.Timing(timing.pendingFor(), timing.keepFiringFor(), NoData.UNKNOWN));
  }

  void rings(Timer next) {
    timer.cancel();
    timer = next;
  }

  Alert alert() {
    return alert(episode);
  }

  /** As it is told last. */
  Alert ended(Instant at) {
    return alert(episode.ended(at));
  }

  private Alert alert(Alert.Episode episode) {
    var all = Messages.labels(rule, labels);
    return new Alert(
        new Alert.Identity(id, rule.name(), rule.severity(), subject, all),
        Messages.of(rule, subject, all, evidence),
        state,
        episode,
        handling,
        transition,
        flaps.flapping());
  }

  /** The incident that gathers it, as long as this episode lasts. */
  void belongTo(String incident) {
    episode = episode.in(incident);
  }

  void suppressed(List<Suppression> suppressions) {
    handling = new Alert.Handling(suppressions, handling.acknowledgement(), handling.progress());
  }

  void acknowledged(Optional<Acknowledgement> taken) {
    handling = new Alert.Handling(handling.suppressions(), taken, handling.progress());
  }

  void progressed(FollowUp.Progress progress) {
    handling = new Alert.Handling(handling.suppressions(), handling.acknowledgement(), progress);
  }

  String id() {
    return id;
  }

  Alert.Episode episode() {
    return episode;
  }

  Alert.Handling handling() {
    return handling;
  }

  Subject subject() {
    return subject;
  }

  Rule rule() {
    return rule;
  }

  /**
   * Where it belongs on the path: by its rule, or behind the gateway if what was seen says so. A
   * forward that the far end refuses cannot be judged while the gateway is down.
   */
  Depth depth() {
    return blamesFarEnd() ? Depth.PART : depth;
  }

  private boolean blamesFarEnd() {
    return Blame.liesBehind(depth, evidence);
  }

  /** Whether only the silence of a gateway speaks against it. */
  boolean awaitsGateway() {
    return Blame.awaitsGateway(depth, evidence);
  }

  Evidence evidence() {
    return evidence;
  }

  /** Empty until something was heard since the start. */
  Optional<Verdict> verdict() {
    return verdict;
  }

  Flaps flaps() {
    return flaps;
  }

  AlertState state() {
    return state;
  }
}

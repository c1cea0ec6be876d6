package dev.lifeguard.rule.watch;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Evidence;
import dev.lifeguard.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The latest value of one fact of one subject, and the cases that hang on it. */
final class Sight {
  private static final FactValue NOT_YET = FactValue.unknown("not looked at yet");

  private final Subject subject;
  private final Fact fact;
  private final Rhythm rhythm;
  private final List<Case> cases = new ArrayList<>();
  private FactValue value;
  private Moment at;
  private Moment patientSince;
  private boolean stale;

  Sight(Subject subject, Fact fact, FactValue value, Moment at, Freshness freshness) {
    this.subject = subject;
    this.fact = fact;
    this.value = value;
    this.at = at;
    this.patientSince = at;
    this.rhythm = new Rhythm(freshness);
  }

  /** What stands for a fact that nobody has looked at yet. */
  static Sight none(Subject subject, Fact fact, Moment now) {
    return new Sight(subject, fact, NOT_YET, now, Freshness.USUAL);
  }

  boolean isNone() {
    return value == NOT_YET;
  }

  Subject subject() {
    return subject;
  }

  Fact fact() {
    return fact;
  }

  FactValue value() {
    return value;
  }

  List<Case> cases() {
    return cases;
  }

  void see(FactValue seen, Moment now) {
    rhythm.beat(Math.max(1, now.nanos() - at.nanos()));
    value = seen;
    at = now;
    patientSince = now;
    stale = false;
  }

  /** Whether it has just become too old to be believed. */
  boolean ages(Moment now) {
    if (stale || now.nanos() - patientSince.nanos() <= rhythm.patience()) return false;
    stale = true;
    value = FactValue.unknown("not seen for " + seconds(now.since(at)));
    return true;
  }

  /** Nobody could look for a while, through no fault of the fact. */
  void excuse(Moment now) {
    patientSince = now;
  }

  Evidence.Seen seen() {
    return new Evidence.Seen(fact, subject, value, at.wall());
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}

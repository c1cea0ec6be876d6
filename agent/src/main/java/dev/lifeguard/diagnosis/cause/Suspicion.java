package dev.lifeguard.diagnosis.cause;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Confidence;
import dev.lifeguard.diagnosis.Finding;
import dev.lifeguard.diagnosis.evidence.Names;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A cause that fits, before it is held against the others.
 *
 * @param explains other causes that are but its symptoms: they rank behind it
 * @param names those of the diagnosis and what was found out for the fix
 */
record Suspicion(
    Cause cause,
    Confidence confidence,
    List<String> speaksFor,
    List<String> speaksAgainst,
    Set<Cause> explains,
    Names names) {

  Suspicion {
    speaksFor = List.copyOf(speaksFor);
    speaksAgainst = List.copyOf(speaksAgainst);
    explains = explains.isEmpty() ? EnumSet.noneOf(Cause.class) : EnumSet.copyOf(explains);
  }

  static Suspicion of(Cause cause, Confidence confidence, Names names, String speaksFor) {
    return new Suspicion(
        cause, confidence, List.of(speaksFor), List.of(), EnumSet.noneOf(Cause.class), names);
  }

  Suspicion explaining(Cause first, Cause... more) {
    var all = EnumSet.of(first, more);
    all.addAll(explains);
    return new Suspicion(cause, confidence, speaksFor, speaksAgainst, all, names);
  }

  Suspicion and(String more) {
    var all = new ArrayList<>(speaksFor);
    if (all.stream().noneMatch(one -> one.endsWith(more))) all.add(more); // "layer: " before it
    return new Suspicion(cause, confidence, all, speaksAgainst, explains, names);
  }

  Suspicion but(String against) {
    var all = new ArrayList<>(speaksAgainst);
    all.add(against);
    return new Suspicion(cause, confidence, speaksFor, all, explains, names);
  }

  Suspicion naming(String name, String value) {
    return new Suspicion(
        cause, confidence, speaksFor, speaksAgainst, explains, names.with(name, value));
  }

  /** The same cause for another reason: the surer one, with the evidence of both. */
  Suspicion joined(Suspicion other) {
    var surer = other.confidence.compareTo(confidence) < 0 ? other : this;
    var joined = surer;
    for (var clause : (surer == this ? other : this).speaksFor) joined = joined.and(clause);
    var all = EnumSet.copyOf(explains);
    all.addAll(other.explains);
    var names = surer.names.or((surer == this ? other : this).names);
    return new Suspicion(
        cause, joined.confidence, joined.speaksFor, joined.speaksAgainst, all, names);
  }

  Finding finding() {
    return new Finding(cause, confidence, speaksFor, speaksAgainst, CauseText.of(cause).fix(names));
  }
}

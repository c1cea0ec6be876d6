package dev.lifeguard.alert;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One alert at one moment, with all that listeners need: nobody has to ask back.
 *
 * @param transition grows with every change of any alert; with the id it is a key for deduplication
 */
public record Alert(
    Identity identity,
    Message message,
    AlertState state,
    Episode episode,
    Handling handling,
    long transition,
    boolean flapping) {

  /**
   * Which alert it is.
   *
   * @param id a fingerprint of rule and subject, the same after a restart
   * @param labels the gateway's, the rule's and the subject's, {@code alertname} and {@code
   *     severity} among them
   */
  public record Identity(
      String id, String rule, Severity severity, Subject subject, Map<String, String> labels) {
    public Identity {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * What people are told.
   *
   * @param annotations filled in, but for the cause: see {@link Alert#annotations(String)}
   * @param receivers who is told; empty: all
   * @param evidence what was seen, as text
   * @param about what its condition speaks of
   */
  public record Message(
      Map<String, String> annotations,
      List<String> receivers,
      Optional<String> runbook,
      String evidence,
      Set<Fact> about) {
    /** Stands in annotations until a diagnosis has found the cause. */
    static final String CAUSE = "{{ cause }}";

    public Message {
      annotations = Map.copyOf(annotations);
      receivers = List.copyOf(receivers);
      about = Set.copyOf(about);
    }
  }

  /**
   * From trouble to peace.
   *
   * @param startedAt when it began to be pending; empty when all is well
   * @param firedAt when it fired first in this episode; empty before, also for one that never did
   * @param endedAt when it was resolved; empty before
   * @param incident which incident gathers it; empty when it never fired, or is of severity info
   */
  public record Episode(
      Optional<Instant> startedAt,
      Optional<Instant> firedAt,
      Optional<Instant> endedAt,
      Optional<String> incident) {
    public static final Episode NONE =
        new Episode(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Episode started(Instant at) {
      return new Episode(Optional.of(at), firedAt, endedAt, incident);
    }

    Episode fired(Instant at) {
      return new Episode(startedAt, Optional.of(at), endedAt, incident);
    }

    Episode ended(Instant at) {
      return new Episode(startedAt, firedAt, Optional.of(at), incident);
    }

    Episode in(String incident) {
      return new Episode(startedAt, firedAt, endedAt, Optional.of(incident));
    }
  }

  /**
   * What people, or the calendar, made of it.
   *
   * @param suppressions why nobody is told of the fire; empty: people are told. The end is told
   *     whatever they say to everybody who was told of the fire.
   * @param acknowledgement somebody took it: no reminders and no escalation meanwhile
   * @param progress how far reminders and escalation have come
   */
  public record Handling(
      List<Suppression> suppressions,
      Optional<Acknowledgement> acknowledgement,
      FollowUp.Progress progress) {
    public static final Handling NONE =
        new Handling(List.of(), Optional.empty(), FollowUp.Progress.NONE);

    public Handling {
      suppressions = List.copyOf(suppressions);
    }

    public Handling(List<Suppression> suppressions, Optional<Acknowledgement> acknowledgement) {
      this(suppressions, acknowledgement, FollowUp.Progress.NONE);
    }
  }

  public String id() {
    return identity.id();
  }

  public String name() {
    return identity.rule();
  }

  public Severity severity() {
    return identity.severity();
  }

  public Subject subject() {
    return identity.subject();
  }

  /** Unique for every transition of every alert: receivers deduplicate by it. */
  public String key() {
    return identity.id() + "-" + transition;
  }

  public boolean isSuppressed() {
    return !handling.suppressions().isEmpty();
  }

  public Optional<Instant> firedAt() {
    return episode.firedAt();
  }

  /** The annotations with the cause filled in, or that it is not known yet. */
  public Map<String, String> annotations(String cause) {
    var filled = new java.util.TreeMap<String, String>();
    message
        .annotations()
        .forEach((name, text) -> filled.put(name, text.replace(Message.CAUSE, cause)));
    return filled;
  }

  @Override
  public String toString() {
    return name() + "/" + severity() + " " + subject() + " " + state.code();
  }
}

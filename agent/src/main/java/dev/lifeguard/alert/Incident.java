package dev.lifeguard.alert;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What people would call one outage: the alerts that belong together, and the one of them that lies
 * outermost on the path, which is taken for the root.
 *
 * @param members in the order in which they joined
 * @param root the id of the alert that is taken for the root
 */
public record Incident(
    String id,
    String gateway,
    List<Member> members,
    String root,
    Instant openedAt,
    Optional<Instant> closedAt) {

  /**
   * An alert's part in it.
   *
   * @param leftAt when it was resolved; empty before
   */
  public record Member(
      String alert,
      String rule,
      Severity severity,
      Subject subject,
      Instant joinedAt,
      Optional<Instant> leftAt) {
    Member left(Instant at) {
      return new Member(alert, rule, severity, subject, joinedAt, Optional.of(at));
    }

    @Override
    public String toString() {
      return subject.equals(Subject.AGENT) ? rule : rule + " on " + subject;
    }
  }

  public Incident {
    members = List.copyOf(members);
  }

  public Member rootMember() {
    return members.stream()
        .filter(member -> member.alert().equals(root))
        .findFirst()
        .orElse(members.getFirst());
  }

  /** As bad as its worst member ever was. */
  public Severity severity() {
    return members.stream().map(Member::severity).min(Comparator.naturalOrder()).orElseThrow();
  }
}

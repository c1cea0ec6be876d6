package dev.lifeguard.app;

import dev.lifeguard.config.Change;
import java.util.List;
import java.util.Optional;

/**
 * What to do about a fresh, good configuration.
 *
 * @param apply what to put in force now
 * @param applied which changes that brings
 * @param waiting which changes wait until somebody asks
 */
record ReloadDecision(Optional<AgentSettings> apply, List<Change> applied, List<Change> waiting) {

  /** Why the files were read again. */
  enum Trigger {
    FILES_CHANGED,
    REQUESTED
  }

  static ReloadDecision of(AgentSettings inForce, AgentSettings fresh, Trigger trigger) {
    var difference = new Difference(inForce, fresh);
    var changes = difference.changes();
    if (changes.isEmpty()) return new ReloadDecision(Optional.empty(), List.of(), List.of());
    if (trigger == Trigger.REQUESTED) return all(fresh, changes);
    return switch (inForce.own().reload()) {
      case AUTO -> all(fresh, changes);
      case MANUAL -> new ReloadDecision(Optional.empty(), List.of(), changes);
      case HYBRID -> small(difference, changes);
    };
  }

  private static ReloadDecision all(AgentSettings fresh, List<Change> changes) {
    return new ReloadDecision(Optional.of(fresh), changes, List.of());
  }

  private static ReloadDecision small(Difference difference, List<Change> changes) {
    var waiting = changes.stream().filter(Change::isStructural).toList();
    var small = changes.stream().filter(change -> !change.isStructural()).toList();
    var apply = Optional.of(difference.withSmallChanges()).filter(_ -> !small.isEmpty());
    return new ReloadDecision(apply, small, waiting);
  }
}

package dev.lifeguard.path;

import dev.lifeguard.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which path is used, and what the choice must remember. Immutable.
 *
 * @param held until when a switch that somebody asked for stands
 * @param losses when a path in use was lost, oldest first
 */
record PathState(String current, Moment since, Optional<Moment> held, List<Moment> losses) {
  private static final int REMEMBERED = 32;

  PathState {
    losses = List.copyOf(losses);
  }

  static PathState on(String path, Moment now) {
    return new PathState(path, now, Optional.empty(), List.of());
  }

  PathState switched(String to, SwitchReason why, PathTerms terms, Moment now) {
    return switch (why) {
      case PATH_FAILED -> new PathState(to, now, Optional.empty(), andNow(terms, now));
      case REQUESTED -> new PathState(to, now, Optional.of(now.plus(terms.hold())), losses);
      case PREFERRED_BACK, RECONFIGURED -> new PathState(to, now, Optional.empty(), losses);
    };
  }

  private List<Moment> andNow(PathTerms terms, Moment now) {
    var all = new ArrayList<>(recent(terms, now));
    if (all.size() == REMEMBERED) all.removeFirst();
    all.add(now);
    return all;
  }

  List<Moment> recent(PathTerms terms, Moment now) {
    return losses.stream().filter(at -> now.since(at).compareTo(terms.memory()) < 0).toList();
  }

  boolean isHeld(Moment now) {
    return held.filter(until -> now.since(until).isNegative()).isPresent();
  }

  /** How long a preferred path must be healthy by now: twice as long after each further loss. */
  Duration patience(PathTerms terms, Moment now) {
    var doublings = Math.max(0, recent(terms, now).size() - 1);
    if (doublings > 10) return terms.longest();
    var grown = terms.back().multipliedBy(1L << doublings);
    return grown.compareTo(terms.longest()) > 0 ? terms.longest() : grown;
  }
}

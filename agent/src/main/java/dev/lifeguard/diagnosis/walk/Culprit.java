package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.ResolvedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which server of an SSH way a failure speaks of: the target, a jump host, or the first hop that is
 * dialled. Pure.
 *
 * @param through the jump host before it; empty: it is the first
 */
record Culprit(ResolvedTarget server, Optional<ResolvedTarget> through) {

  /** A failed connection over the network is always the first hop's. */
  static Culprit firstHop(ResolvedTarget target) {
    return new Culprit(chain(target).getFirst(), Optional.empty());
  }

  /** A login says at which jump host it ended; the innermost one counts. */
  static Culprit of(ResolvedTarget target, Failure failure) {
    var chain = chain(target);
    var rest = failure.detail();
    var place = chain.size() - 1;
    for (var named = named(chain, rest); named >= 0; named = named(chain, rest)) {
      place = named;
      rest = rest.substring(prefix(chain.get(named)).length());
    }
    var letsNobodyThrough =
        failure.reason() == Reason.JUMP_REFUSED || failure.reason() == Reason.JUMP_UNREACHABLE;
    if (letsNobodyThrough && place < chain.size() - 1) place++;
    return new Culprit(
        chain.get(place), place == 0 ? Optional.empty() : Optional.of(chain.get(place - 1)));
  }

  private static int named(List<ResolvedTarget> chain, String detail) {
    for (int i = 0; i < chain.size() - 1; i++)
      if (detail.startsWith(prefix(chain.get(i)))) return i;
    return -1;
  }

  private static String prefix(ResolvedTarget jump) {
    return "jump host " + jump.login() + ": ";
  }

  /** Every server on the way, the first hop first. */
  static List<ResolvedTarget> chain(ResolvedTarget target) {
    var chain = new ArrayList<>(target.route().jumps());
    chain.add(target);
    return chain;
  }
}

package dev.lifeguard.diagnosis.cause;

import dev.lifeguard.diagnosis.evidence.Sign.Loss;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How sessions and connections ended: which ends were one, and which came at the same age. */
final class Ends {
  /** A session that is gone takes what ran over it with it, and that may notice a little later. */
  private static final Duration TOGETHER = Duration.ofSeconds(5);

  /** What dies younger was not cut for its age. */
  private static final Duration YOUNG = Duration.ofSeconds(10);

  /** Our own keepalive notices a silent path at an age of its own. */
  private static final Duration YOUNG_AND_SILENT = Duration.ofSeconds(20);

  private static final int LEAST = 3;

  private Ends() {}

  /**
   * Ends of one age.
   *
   * @param age of the middle one
   */
  record OneAge(int count, Duration age, Duration spread) {}

  /** Without those of connections that ran over a session which ended then, too. */
  static List<Loss> separate(List<Loss> losses) {
    return losses.stream()
        .filter(loss -> losses.stream().noneMatch(other -> carried(other, loss)))
        .sorted(Comparator.comparing(Loss::at))
        .toList();
  }

  private static boolean carried(Loss outer, Loss inner) {
    return outer != inner
        && began(outer).isBefore(began(inner))
        && began(inner).isBefore(outer.at())
        && Duration.between(outer.at(), inner.at()).abs().compareTo(TOGETHER) <= 0;
  }

  private static Instant began(Loss loss) {
    return loss.at().minus(loss.age());
  }

  /** Where two thirds of all ends, and three at least, came at nearly the same age. */
  static Optional<OneAge> ofOneAge(List<Loss> ends) {
    var ages = ends.stream().filter(Ends::isOld).map(Loss::age).sorted().toList();
    return IntStream.range(0, ages.size())
        .mapToObj(from -> from(ages, from))
        .max(Comparator.comparing(OneAge::count))
        .filter(same -> same.count() >= LEAST && same.count() * 3 >= ends.size() * 2);
  }

  private static boolean isOld(Loss end) {
    var silent =
        end.why().reason() == Reason.KEEPALIVE_LOST || end.why().reason() == Reason.TIMEOUT;
    return end.age().compareTo(silent ? YOUNG_AND_SILENT : YOUNG) >= 0;
  }

  /** That age and all that are up to a tenth older. */
  private static OneAge from(List<Duration> ages, int from) {
    var most = ages.get(from).multipliedBy(11).dividedBy(10);
    var same = ages.stream().skip(from).takeWhile(age -> age.compareTo(most) <= 0).toList();
    var spread = same.getLast().minus(same.getFirst());
    return new OneAge(same.size(), same.get(same.size() / 2), spread);
  }
}

package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;
import static dev.lifeguard.diagnosis.Confidence.LIKELY;
import static dev.lifeguard.diagnosis.Confidence.POSSIBLE;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Confidence;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Alternative;
import dev.lifeguard.diagnosis.evidence.Sign.Role;
import dev.lifeguard.reason.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Causes that stand in a file: the way was broken before anybody walked it. */
final class FileCauses {
  private final Evidence evidence;

  /** Whether the way breaks where a wrong name, address, port or key would break it. */
  private final boolean broken;

  private FileCauses(Evidence evidence) {
    this.evidence = evidence;
    this.broken =
        evidence.failedAt(
            PathLayer.FILES, PathLayer.NETWORK, PathLayer.SSH_AUTH, PathLayer.FORWARD);
  }

  static List<Suspicion> of(Evidence evidence) {
    var files = new FileCauses(evidence);
    return Stream.of(
            evidence.all(Sign.HostEmpty.class).map(files::empty),
            evidence.all(Sign.AliasUnknown.class).flatMap(files::unknown),
            evidence.all(Sign.AliasTwice.class).map(files::twice),
            evidence.all(Sign.Shadowed.class).map(files::shadowed))
        .flatMap(it -> it)
        .toList();
  }

  private Suspicion empty(Sign.HostEmpty empty) {
    var whose = empty.role() == Role.JUMP ? "a jump host" : "the tunnel's host";
    return Suspicion.of(Cause.HOST_EMPTY, CERTAIN, evidence.names(), whose + " is empty")
        .explaining(Cause.UNRESOLVED, Cause.SSH_CONFIG_INVALID);
  }

  private Stream<Suspicion> unknown(Sign.AliasUnknown unknown) {
    if (!broken) return Stream.empty(); // a plain host name that works needs no alias
    var seen = "no Host " + unknown.alias() + " in the OpenSSH configuration";
    var near = unknown.nearest().map(name -> seen + "; there is " + name).orElse(seen);
    var cause = cause(unknown);
    if (cause.isEmpty()) return Stream.empty();
    var suspicion =
        Suspicion.of(cause.get(), sure(unknown), evidence.names(), near)
            .naming("alias", unknown.alias())
            .naming("near", unknown.nearest().orElse(""))
            .explaining(
                Cause.UNRESOLVED,
                Cause.REFUSED,
                Cause.CONNECT_TIMEOUT,
                Cause.NETWORK_UNREACHABLE,
                Cause.HOST_KEY_UNKNOWN,
                Cause.DNS_DOWN,
                Cause.TUNNEL_PENDING);
    return Stream.of(suspicion);
  }

  private static Optional<Cause> cause(Sign.AliasUnknown unknown) {
    var caseOnly = unknown.nearest().filter(unknown.alias()::equalsIgnoreCase).isPresent();
    if (unknown.role() == Role.JUMP)
      return Optional.of(caseOnly ? Cause.JUMP_ALIAS_CASE : Cause.JUMP_ALIAS_MISSING);
    // Without a near one, it is a host name that does not resolve, and no alias.
    return unknown.nearest().map(_ -> Cause.HOST_ALIAS_DRIFT);
  }

  private Confidence sure(Sign.AliasUnknown unknown) {
    var unresolved = evidence.failure(Reason.UNRESOLVED).isPresent();
    if (unresolved && unknown.nearest().isPresent()) return CERTAIN;
    return unresolved ? LIKELY : POSSIBLE;
  }

  private Suspicion twice(Sign.AliasTwice twice) {
    var suspicion =
        Suspicion.of(
                Cause.DUPLICATE_HOST_ALIAS,
                sure(twice.other()),
                evidence.names(),
                "Host " + twice.alias() + " stands in " + String.join(" and ", twice.places()))
            .and(twice.difference() + ": the first value wins")
            .naming("alias", twice.alias())
            .naming("place", twice.places().getLast());
    return explaining(suspicion, twice.other());
  }

  private Suspicion shadowed(Sign.Shadowed shadowed) {
    var suspicion =
        Suspicion.of(
                Cause.SETTING_SHADOWED,
                sure(shadowed.other()),
                evidence.names(),
                "%s is %s by %s, which overrides %s of %s"
                    .formatted(
                        shadowed.setting(),
                        shadowed.inForce(),
                        shadowed.from(),
                        shadowed.loser(),
                        shadowed.loserFrom()))
            .naming("setting", shadowed.setting())
            .naming("value", shadowed.loser())
            .naming("place", shadowed.from());
    return explaining(suspicion, shadowed.other());
  }

  /** That the value which lost leads to something that answers tells that the wrong one won. */
  private Confidence sure(Optional<Alternative> other) {
    if (!broken) return POSSIBLE;
    return other.filter(Alternative::answers).isPresent() ? CERTAIN : POSSIBLE;
  }

  private static Suspicion explaining(Suspicion suspicion, Optional<Alternative> other) {
    if (other.isEmpty()) return suspicion;
    var tried = other.get();
    if (!tried.answers()) return suspicion.but(tried.what() + " does not answer either");
    return suspicion
        .and(tried.what() + " answers")
        .explaining(
            Cause.UNRESOLVED,
            Cause.REFUSED,
            Cause.CONNECT_TIMEOUT,
            Cause.NETWORK_UNREACHABLE,
            Cause.NO_BANNER,
            Cause.NOT_SSH,
            Cause.KEY_REJECTED,
            Cause.KEY_MISSING,
            Cause.HOST_KEY_UNKNOWN);
  }
}

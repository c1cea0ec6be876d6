package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;
import static dev.lifeguard.diagnosis.Confidence.POSSIBLE;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Causes at the SSH service over there, most of which only its own log can tell. */
final class ServiceCauses {
  private static final Pattern NOT_ALLOWED =
      Pattern.compile(
          "not allowed because|ROOT LOGIN REFUSED|account (is locked|has expired)|Invalid user");
  private static final Pattern KEY_REFUSED =
      Pattern.compile("Failed publickey|bad ownership or modes|Could not open .*authorized_?keys");
  private static final Pattern SENT_AWAY =
      Pattern.compile("MaxStartups|drop connection|penalty|PerSourcePenalties");
  private static final Pattern NO_FORWARDING =
      Pattern.compile("but the request was denied|administratively prohibited");

  private final Evidence evidence;

  private ServiceCauses(Evidence evidence) {
    this.evidence = evidence;
  }

  static List<Suspicion> of(Evidence evidence) {
    var causes = new ServiceCauses(evidence);
    var found = new ArrayList<Suspicion>();
    causes.loopbackOnly().forEach(found::add);
    causes.logged().forEach(found::add);
    causes.refusedLogin().forEach(found::add);
    causes.hungUp().forEach(found::add);
    return found;
  }

  private Stream<Suspicion> loopbackOnly() {
    return evidence
        .all(Sign.LoopbackOnly.class)
        .map(
            only ->
                Suspicion.of(
                        Cause.SSHD_LOOPBACK_ONLY,
                        CERTAIN,
                        evidence.names(),
                        only.dialled() + " refuses, and over there only " + only.listening())
                    .explaining(Cause.REFUSED, Cause.TUNNEL_PENDING));
  }

  private Stream<Suspicion> logged() {
    return evidence.all(Sign.SshdSaid.class).flatMap(said -> logged(said.line()));
  }

  private Stream<Suspicion> logged(String line) {
    var clause = "sshd's log: " + line;
    var names = evidence.names();
    if (NOT_ALLOWED.matcher(line).find())
      return Stream.of(
          Suspicion.of(Cause.USER_NOT_ALLOWED, CERTAIN, names, clause)
              .explaining(Cause.KEY_REJECTED, Cause.AUTH_METHOD, Cause.PASSWORD_REJECTED));
    if (KEY_REFUSED.matcher(line).find() && !userIsRefused())
      return Stream.of(Suspicion.of(Cause.KEY_REJECTED, CERTAIN, names, clause));
    if (SENT_AWAY.matcher(line).find())
      return Stream.of(
          Suspicion.of(Cause.PENALISED, CERTAIN, names, clause)
              .explaining(Cause.NO_BANNER, Cause.RESET, Cause.CLOSED_BY_SERVER));
    if (NO_FORWARDING.matcher(line).find() && evidence.failedAt(PathLayer.FORWARD))
      return Stream.of(Suspicion.of(Cause.FORWARDING_DENIED, CERTAIN, names, clause));
    return Stream.empty();
  }

  private boolean userIsRefused() {
    return evidence.all(Sign.SshdSaid.class).anyMatch(it -> NOT_ALLOWED.matcher(it.line()).find());
  }

  /** On the wire a user who may not log in looks like a wrong key. */
  private Stream<Suspicion> refusedLogin() {
    if (logTells()) return Stream.empty();
    return evidence
        .failure(Reason.KEY_REJECTED, Reason.PASSWORD_REJECTED)
        .map(
            failure ->
                Suspicion.of(Cause.USER_NOT_ALLOWED, POSSIBLE, evidence.names(), failure.detail()))
        .stream();
  }

  /** Silence is no penalty: sshd hangs up at once on whom it does not want. */
  private Stream<Suspicion> hungUp() {
    return evidence
        .failure(Reason.NO_BANNER)
        .filter(failure -> !failure.detail().contains("nothing within"))
        .map(
            failure ->
                Suspicion.of(Cause.PENALISED, POSSIBLE, evidence.names(), failure.detail())
                    .but("sshd from 9.8 on says so before it hangs up"))
        .stream();
  }

  private boolean logTells() {
    return evidence
        .all(Sign.SshdSaid.class)
        .anyMatch(
            said ->
                NOT_ALLOWED.matcher(said.line()).find() || KEY_REFUSED.matcher(said.line()).find());
  }

  /** What keeps the first finding from being certain; empty: nothing does. */
  static Optional<String> reservation(Evidence evidence, Cause first) {
    var causes = new ServiceCauses(evidence);
    if (first != Cause.KEY_REJECTED && first != Cause.PASSWORD_REJECTED || causes.logTells())
      return Optional.empty();
    return Optional.of(
        "cannot tell a key that is not authorised from a user who may not log in (AllowUsers,"
            + " PermitRootLogin): on the wire both are the same, and only sshd's log over there"
            + " says which; hand it over with --sshd-log FILE");
  }
}

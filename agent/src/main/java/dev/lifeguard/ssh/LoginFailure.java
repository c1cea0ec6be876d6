package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.algorithm.Algorithms;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.kex.KexProposalOption;

/** Decides what a login that ended early is called, from what was seen of it. Pure. */
final class LoginFailure {
  /** What sshd says instead of its banner to one it does not want now. */
  private static final List<String> KEEP_AWAY =
      List.of("Not allowed at this time", "Exceeded MaxStartups");

  private static final String SILENCE = "nothing within ";

  private LoginFailure() {}

  /** It hung up before its banner: silence is something else, and no sign that it wants us away. */
  static boolean isHangUp(Failure failure) {
    return failure.reason() == Reason.NO_BANNER && !failure.detail().startsWith(SILENCE);
  }

  /** OpenSSH from 8.5 on says so when it sends somebody away, unless its words get lost. */
  static Failure again(Failure hangUp) {
    return new Failure(
        hangUp.reason(),
        hangUp.detail()
            + ", time and again: likely a penalty or MaxStartups of sshd, a firewall, or a proxy"
            + " with nothing behind it");
  }

  /** No identification came before the end, or within the time. */
  static Failure beforeBanner(Handshake seen, long bytesHeard, Optional<Duration> timeout) {
    var lines = seen.linesBefore();
    for (var line : lines)
      if (KEEP_AWAY.stream().anyMatch(line::startsWith)) return penalised(line);
    if (!lines.isEmpty())
      return new Failure(Reason.NOT_SSH, "says: " + shortened(lines.getFirst()) + old(lines));
    if (seen.cause().filter(LoginFailure::isNoSsh).isPresent() || bytesHeard > 0)
      return new Failure(Reason.NOT_SSH, words(seen, "answers, but not in SSH"));
    return timeout
        .map(time -> new Failure(Reason.NO_BANNER, SILENCE + time.toSeconds() + " s"))
        .orElseGet(() -> new Failure(Reason.NO_BANNER, words(seen, "closed without a word")));
  }

  /** SSH-1.99 speaks 2.0 too; anything below does not. */
  private static String old(List<String> lines) {
    return lines.stream()
            .anyMatch(line -> line.startsWith("SSH-1.") && !line.startsWith("SSH-1.99"))
        ? ", which is the old SSH protocol 1 only: no client of today speaks that"
        : "";
  }

  private static Failure penalised(String line) {
    var option = line.startsWith("Not") ? "PerSourcePenalties" : "MaxStartups";
    return new Failure(Reason.PENALISED, "sshd says: " + line + " (" + option + ")");
  }

  private static boolean isNoSsh(Throwable cause) {
    return cause instanceof StreamCorruptedException || cause instanceof SshException;
  }

  static Failure inKeyExchange(Handshake seen, Optional<Duration> timeout) {
    if (seen.mismatch().isPresent()) return mismatch(seen.mismatch().get());
    return timeout
        .map(time -> new Failure(Reason.KEX_TIMEOUT, "not over after " + time.toSeconds() + " s"))
        .orElseGet(() -> ended(seen, "during the key exchange"));
  }

  /** The first list of which nothing is common, ours and theirs. */
  static Failure mismatch(Handshake.Offers offers) {
    for (var option : KexProposalOption.VALUES) {
      var ours = list(offers.ours().get(option));
      var theirs = list(offers.theirs().get(option));
      if (option == KexProposalOption.C2SLANG || ours.stream().anyMatch(theirs::contains)) continue;
      var reason =
          option == KexProposalOption.SERVERKEYS ? Reason.HOST_KEY_ALGORITHM : Reason.KEX_MISMATCH;
      var what = option.getDescription();
      return new Failure(
          reason,
          "no common " + what + ": theirs " + theirs + ", ours " + ours + mend(option, theirs));
    }
    return new Failure(Reason.KEX_MISMATCH, "no common algorithms");
  }

  /** What we could speak if we were asked to. */
  private static String mend(KexProposalOption option, List<String> theirs) {
    return Algorithms.HERE
        .onDemand(option)
        .filter(demand -> theirs.stream().anyMatch(demand.names()::contains))
        .map(
            demand ->
                "; to allow it all the same, write %s +%s in the Host block"
                    .formatted(
                        demand.keyword(),
                        theirs.stream().filter(demand.names()::contains).findFirst().orElseThrow()))
        .orElse("; none of theirs is spoken here");
  }

  private static List<String> list(@org.jspecify.annotations.Nullable String names) {
    return names == null
        ? List.of()
        : Arrays.stream(names.split(",")).filter(name -> !isSignal(name)).toList();
  }

  /** Entries of the list that are announcements, and no algorithms. */
  private static boolean isSignal(String name) {
    return name.isEmpty() || name.startsWith("ext-info-") || name.startsWith("kex-strict-");
  }

  /** All methods were tried, or the server went away while they were. */
  static Failure inAuthentication(Handshake seen, AuthWatch tried, List<Failure> problems) {
    if (!tried.rejectedKeys().isEmpty()) return keysRejected(tried, problems);
    var password = tried.passwordRefused();
    if (password.isPresent()) return new Failure(Reason.PASSWORD_REJECTED, password.orElseThrow());
    // Its end may be seen a moment later than that the login came to nothing.
    if (seen.farewell().isPresent() || seen.ended().isDone() || tried.unanswered())
      return ended(seen, "in the login");
    if (!problems.isEmpty()) return problems.getFirst();
    return new Failure(Reason.AUTH_METHOD, demanded(tried) + mend(tried.offered()));
  }

  private static String demanded(AuthWatch tried) {
    if (!tried.partly()) return "the server offers only " + tried.offered();
    return "the server took key %s and demands %s besides (AuthenticationMethods)"
        .formatted(tried.acceptedKey().orElse("?"), tried.offered());
  }

  /** Nobody is asked here, so a password is given only where one is configured. */
  private static String mend(List<String> offered) {
    return offered.contains("password") || offered.contains("keyboard-interactive")
        ? "; a password comes from password-file of the tunnel in lifeguard.yaml only"
        : "";
  }

  private static Failure keysRejected(AuthWatch tried, List<Failure> problems) {
    var rejected = "the server knows none of " + tried.rejectedKeys();
    return problems.stream()
        .filter(problem -> concernsAKey(problem.reason()))
        .findFirst()
        .map(problem -> new Failure(problem.reason(), problem.detail() + "; " + rejected))
        .orElseGet(() -> new Failure(Reason.KEY_REJECTED, rejected));
  }

  private static boolean concernsAKey(Reason reason) {
    return reason.name().startsWith("KEY_") || reason == Reason.CERTIFICATE_INVALID;
  }

  /** A session that was well, or nearly, is over. */
  static Failure ended(Handshake seen, String when) {
    if (seen.farewell().isPresent())
      return new Failure(
          Reason.CLOSED_BY_SERVER, "sshd says: " + seen.farewell().get().message() + ", " + when);
    var cause = seen.cause();
    if (cause.filter(SshException.class::isInstance).isPresent())
      return new Failure(Reason.FRAME_MALFORMED, words(seen, "not understood") + ", " + when);
    if (cause.map(Throwable::getMessage).filter("Connection timed out"::equals).isPresent())
      return new Failure(Reason.KEEPALIVE_LOST, "the system gave the connection up, " + when);
    var words = words(seen, "the server went away");
    // Behind a jump host these are the words of its session, which say when already.
    return new Failure(Reason.CLOSED_BY_SERVER, words.endsWith(when) ? words : words + ", " + when);
  }

  private static String words(Handshake seen, String otherwise) {
    return seen.cause()
        .filter(IOException.class::isInstance)
        .map(Throwable::getMessage)
        .map(LoginFailure::shortened)
        .orElse(otherwise);
  }

  /** What the far side wrote, fit for one line. */
  static String shortened(String line) {
    var clean = line.strip().replaceAll("\\p{Cntrl}", "?");
    return clean.length() > 120 ? clean.substring(0, 120) + "..." : clean;
  }
}

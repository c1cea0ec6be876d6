package dev.lifeguard.gateway;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says what an exception of the network libraries means: by type first, by text where none is. */
public final class NetworkFailures {
  private static final int DEEPEST = 10;

  /** How the native transport begins what the kernel says. */
  private static final Pattern NATIVE =
      Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

  private NetworkFailures() {}

  public static Failure of(Throwable thrown) {
    var cause = thrown;
    for (var depth = 0; depth < DEEPEST; depth++) {
      var known = known(cause);
      if (known.isPresent()) return known.get();
      if (cause.getCause() == null) break;
      cause = cause.getCause();
    }
    return tls(thrown)
        .map(said -> new Failure(Reason.TLS_HANDSHAKE, text(said)))
        .orElseGet(() -> new Failure(Reason.RESET, text(thrown)));
  }

  private static Optional<Failure> known(Throwable cause) {
    if (cause instanceof FailedException failed) return Optional.of(failed.failure());
    return reason(cause).map(reason -> new Failure(reason, text(cause)));
  }

  private static Optional<Reason> reason(Throwable cause) {
    return Optional.ofNullable(
        switch (cause) {
          case Pin.Mismatch _ -> Reason.PIN_MISMATCH;
          case CertificateExpiredException _ -> Reason.CERTIFICATE_EXPIRED;
          case CertPathValidatorException invalid -> untrusted(invalid);
          case CertPathBuilderException _ -> Reason.CERTIFICATE_UNTRUSTED;
          case CertificateException e when e.getCause() == null -> Reason.CERTIFICATE_UNTRUSTED;
          case UnknownHostException _, UnresolvedAddressException _ -> Reason.UNRESOLVED;
          case ConnectTimeoutException _ -> Reason.CONNECT_TIMEOUT;
          case NoRouteToHostException _ -> Reason.NETWORK_UNREACHABLE;
          case ConnectException e -> connect(text(e));
          case TimeoutException _ -> Reason.TIMEOUT;
          case SocketException e when text(e).contains("unreachable") -> Reason.NETWORK_UNREACHABLE;
          default -> null;
        });
  }

  private static Reason untrusted(CertPathValidatorException invalid) {
    return invalid.getReason() == CertPathValidatorException.BasicReason.EXPIRED
        ? Reason.CERTIFICATE_EXPIRED
        : Reason.CERTIFICATE_UNTRUSTED;
  }

  /** Java has one type for all of them; the text is the kernel's. */
  private static Reason connect(String text) {
    if (text.contains("timed out")) return Reason.CONNECT_TIMEOUT;
    return text.contains("unreachable") ? Reason.NETWORK_UNREACHABLE : Reason.REFUSED;
  }

  /** Whether it happened after TCP stood: another address will not help. */
  static boolean isTls(Throwable thrown) {
    return tls(thrown).isPresent();
  }

  /** The innermost: what is around it says only that there was one. */
  private static Optional<Throwable> tls(Throwable thrown) {
    var found = Optional.<Throwable>empty();
    var cause = thrown;
    for (var depth = 0; depth < DEEPEST && cause != null; depth++) {
      if (cause instanceof SSLException) found = Optional.of(cause);
      cause = cause.getCause();
    }
    return found;
  }

  private static String text(Throwable thrown) {
    // its message is all that came, in hexadecimal
    if (thrown instanceof NotSslRecordException)
      return "what answers speaks no TLS; without it, a URL begins with ws:// or http://";
    if (thrown.getMessage() == null) return thrown.getClass().getSimpleName();
    var said = NATIVE.matcher(thrown.getMessage()).replaceFirst("").replace(": /", ": ");
    // Some exceptions have nothing to say but an address that was put behind it.
    return said.startsWith("null: ") ? "no way to " + said.substring("null: ".length()) : said;
  }
}

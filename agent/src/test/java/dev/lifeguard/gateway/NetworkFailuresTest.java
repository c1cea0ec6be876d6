package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFailuresTest {
  static Stream<Arguments> thrown() {
    return Stream.of(
        of(new UnknownHostException("x"), Reason.UNRESOLVED),
        of(new ConnectException("Connection refused"), Reason.REFUSED),
        of(new ConnectException("Connection timed out"), Reason.CONNECT_TIMEOUT),
        of(new ConnectException("Network is unreachable"), Reason.NETWORK_UNREACHABLE),
        of(new NoRouteToHostException("No route to host"), Reason.NETWORK_UNREACHABLE),
        of(new SocketException("Network is unreachable"), Reason.NETWORK_UNREACHABLE),
        of(new SocketException("Connection reset"), Reason.RESET),
        of(new IOException(), Reason.RESET),
        of(tls(new Pin.Mismatch("abc")), Reason.PIN_MISMATCH),
        of(tls(new CertificateExpiredException("x")), Reason.CERTIFICATE_EXPIRED),
        of(tls(new CertificateException("no name matching")), Reason.CERTIFICATE_UNTRUSTED),
        of(
            tls(new CertificateException(new CertPathBuilderException("no path"))),
            Reason.CERTIFICATE_UNTRUSTED),
        of(
            tls(new CertPathValidatorException("x", null, null, -1, BasicReason.EXPIRED)),
            Reason.CERTIFICATE_EXPIRED),
        of(new SSLHandshakeException("handshake_failure"), Reason.TLS_HANDSHAKE),
        of(new FailedException(Reason.SILENT, "x"), Reason.SILENT),
        of(new RuntimeException(new UnknownHostException("x")), Reason.UNRESOLVED));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void typeDecidesHoweverDeepItIs(Throwable thrown, Reason expected) {
    assertThat(NetworkFailures.of(thrown).reason()).isEqualTo(expected);
  }

  private static Arguments of(Throwable thrown, Reason expected) {
    return Arguments.of(thrown, expected);
  }

  private static Throwable tls(Throwable cause) {
    var handshake = new SSLHandshakeException("PKIX");
    handshake.initCause(cause);
    return new RuntimeException(handshake);
  }

  @Test
  void theInnermostWordOfTlsIsTold() {
    var inner = new SSLHandshakeException("Received fatal alert: protocol_version");
    var outer = new SSLHandshakeException("Failed to create SSL connection");
    outer.initCause(inner);
    assertThat(NetworkFailures.of(outer).detail()).contains("protocol_version");
  }

  @Test
  void anExceptionThatSaysNothingIsToldByItsAddress() {
    var bare = new java.net.NoRouteToHostException("null: /192.0.2.7:21999");
    assertThat(NetworkFailures.of(bare).detail()).isEqualTo("no way to 192.0.2.7:21999");
  }
}

package dev.lifeguard.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.lifeguard.config.HostPort;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.notify.mail.MailSettings;
import dev.lifeguard.notify.mail.MailSettings.Encryption;
import dev.lifeguard.peer.Authority;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail over TLS and with a log-in, to a real mail server behind a door of ours that has TLS. */
class MailTest {
  private final Vertx vertx = Vertx.vertx();
  private final Outside outside = new Outside(vertx, new RealTime(vertx));
  private final Folder folder = new Folder("mail");
  private final Authority authority = new Authority(folder);
  private final GreenMail green =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void listen() {
    green.start();
    green.setUser("lifeguard@example.org", "lifeguard", "s3cret");
  }

  @AfterEach
  void stop() {
    green.stop();
    outside.close();
    vertx.close().await();
    folder.close();
  }

  private MailDoor door(String ip, MailDoor.Opening opening) {
    return new MailDoor(authority.server(ip), green.getSmtp().getPort(), opening);
  }

  /** Whom to trust, and with which password to log in. */
  private record Login(Optional<Path> authority, String password) {}

  private MailSettings settings(int port, Encryption encryption, Login login) {
    return new MailSettings(
        "mail",
        new HostPort("127.0.0.1", port),
        encryption,
        login.authority(),
        "lifeguard@example.org",
        List.of("ops@example.org"),
        Optional.of("lifeguard"),
        new SecretSource.Given(new Secret(login.password())),
        Language.EN);
  }

  private Optional<Failure> send(MailSettings settings) {
    var sent = settings.open(outside).send(notice());
    Await.until("the mail is sent or not", Duration.ofSeconds(20), sent::isComplete);
    return Optional.ofNullable(sent.cause()).map(e -> ((FailedException) e).failure());
  }

  private static Notice notice() {
    return Notices.of("k", Notices.fire("gateway_down", "home"));
  }

  @ParameterizedTest
  @CsvSource({"AFTER_STARTTLS, STARTTLS", "AT_ONCE, TLS"})
  void isHandedOverThroughTlsToAServerThatOurOwnAuthoritySigned(
      MailDoor.Opening opening, Encryption encryption) {
    try (var door = door("127.0.0.1", opening)) {
      var login = new Login(Optional.of(authority.certificate()), "s3cret");
      assertThat(send(settings(door.port(), encryption, login))).isEmpty();
      assertThat(green.waitForIncomingEmail(20_000, 1)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"AFTER_STARTTLS, STARTTLS", "AT_ONCE, TLS"})
  void isNotHandedToAServerThatNobodyTrusts(MailDoor.Opening opening, Encryption encryption) {
    try (var door = door("127.0.0.1", opening)) {
      var failure = send(settings(door.port(), encryption, new Login(Optional.empty(), "s3cret")));
      assertThat(failure).map(Failure::reason).contains(Reason.TLS_HANDSHAKE);
      assertThat(green.getReceivedMessages()).isEmpty();
    }
  }

  @Test
  void isNotHandedToAServerWhoseCertificateNamesAnother() {
    try (var door = door("192.0.2.1", MailDoor.Opening.AT_ONCE)) {
      var login = new Login(Optional.of(authority.certificate()), "s3cret");
      var failure = send(settings(door.port(), Encryption.TLS, login));
      assertThat(failure).map(Failure::reason).contains(Reason.TLS_HANDSHAKE);
    }
  }

  @Test
  void needsTheRightPassword() {
    var login = new Login(Optional.empty(), "wrong");
    var failure = send(settings(green.getSmtp().getPort(), Encryption.NONE, login));
    assertThat(failure).map(Failure::reason).contains(Reason.UNAUTHORIZED);
    assertThat(failure.orElseThrow().detail()).doesNotContain("wrong");
  }

  @Test
  void saysWhichAuthorityCannotBeRead() throws Exception {
    var broken = Files.writeString(folder.path().resolve("broken.pem"), "no certificate");
    try (var door = door("127.0.0.1", MailDoor.Opening.AT_ONCE)) {
      var failure =
          send(settings(door.port(), Encryption.TLS, new Login(Optional.of(broken), "s3cret")));
      assertThat(failure).map(Failure::reason).contains(Reason.CREDENTIAL_MISSING);
      assertThat(failure.orElseThrow().detail()).contains("broken.pem");
    }
  }
}

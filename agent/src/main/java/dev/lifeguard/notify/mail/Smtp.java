package dev.lifeguard.notify.mail;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretFile;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.mail.MailSettings.Encryption;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/**
 * A conversation with an SMTP server (RFC 5321), as far as handing over one message needs. Blocks.
 */
final class Smtp implements Closeable {
  private static final int LINE_LIMIT = 4096;
  private static final int LINES_LIMIT = 100;

  /** What the server said: the code of the last line, and all lines. */
  private record Answer(int code, List<String> lines) {
    boolean offers(String extension) {
      return lines.stream().anyMatch(line -> words(line).getFirst().equals(extension));
    }

    boolean offers(String extension, String parameter) {
      return lines.stream()
          .map(Answer::words)
          .anyMatch(words -> words.getFirst().equals(extension) && words.contains(parameter));
    }

    private static List<String> words(String line) {
      return List.of(line.toUpperCase(Locale.ROOT).split("[ =]"));
    }
  }

  private final MailSettings settings;
  private Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();

  Smtp(MailSettings settings) {
    this.settings = settings;
  }

  void deliver(Message message) throws IOException {
    connect();
    expect(220, read());
    var hello = hello();
    if (settings.encryption() == Encryption.STARTTLS) hello = encrypt(hello);
    logIn(hello);
    say(250, "MAIL FROM:<" + address(settings.from()) + ">");
    for (var to : settings.to()) say(250, "RCPT TO:<" + address(to) + ">");
    say(354, "DATA");
    write(message.text() + ".\r\n");
    expect(250, read());
    write("QUIT\r\n"); // the message is theirs already: how they say goodbye does not matter
  }

  /** Of {@code Ops <ops@example.org>} what the envelope wants. */
  private static String address(String mailbox) {
    return mailbox.endsWith(">")
        ? mailbox.substring(mailbox.lastIndexOf('<') + 1, mailbox.length() - 1)
        : mailbox;
  }

  private void connect() throws IOException {
    var deadline = (int) Outside.DEADLINE.toMillis();
    socket.connect(new InetSocketAddress(settings.smtp().host(), settings.smtp().port()), deadline);
    socket.setSoTimeout(deadline);
    if (settings.encryption() == Encryption.TLS) secure();
    use();
  }

  private void use() throws IOException {
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  private void secure() throws IOException {
    var factory = Authorities.trusting(settings.authority());
    var host = settings.smtp().host();
    var tls = (SSLSocket) factory.createSocket(socket, host, settings.smtp().port(), true);
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must name the host
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    socket = tls;
  }

  private Answer hello() throws IOException {
    return say(250, "EHLO lifeguard.invalid");
  }

  private Answer encrypt(Answer hello) throws IOException {
    if (!hello.offers("STARTTLS"))
      throw new FailedException(
          Reason.TLS_HANDSHAKE,
          "the server offers no STARTTLS; if it is on loopback, set encryption: none");
    say(220, "STARTTLS");
    secure();
    use();
    return hello();
  }

  private void logIn(Answer hello) throws IOException {
    if (settings.username().isEmpty()) return;
    if (!(SecretFile.read(settings.password()) instanceof SecretFile.Result.Read(var password)))
      throw new FailedException(
          Reason.CREDENTIAL_MISSING, "a username is given, but no password can be read");
    if (hello.offers("AUTH", "PLAIN")) plain(password);
    else if (hello.offers("AUTH", "LOGIN")) login(password);
    else
      throw new FailedException(
          Reason.UNAUTHORIZED, "the server offers no authentication that we speak: PLAIN, LOGIN");
  }

  private void plain(Secret password) throws IOException {
    authenticated(
        ask("AUTH PLAIN " + base64("\0" + settings.username().get() + "\0" + password.reveal())));
  }

  private void login(Secret password) throws IOException {
    say(334, "AUTH LOGIN");
    say(334, base64(settings.username().get()));
    authenticated(ask(base64(password.reveal())));
  }

  private static void authenticated(Answer answer) {
    if (answer.code() != 235) throw new FailedException(Reason.UNAUTHORIZED, said(answer));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Answer say(int expected, String line) throws IOException {
    return expect(expected, ask(line));
  }

  private Answer ask(String line) throws IOException {
    write(line + "\r\n");
    return read();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static Answer expect(int code, Answer answer) {
    if (answer.code() == code || answer.code() / 100 == 2 && code / 100 == 2) return answer;
    var reason = answer.code() / 100 == 4 ? Reason.UNAVAILABLE : Reason.REQUEST_REJECTED;
    throw new FailedException(reason, said(answer));
  }

  private static String said(Answer answer) {
    return answer.code() + " " + String.join(" ", answer.lines());
  }

  private Answer read() throws IOException {
    var lines = new ArrayList<String>();
    while (lines.size() < LINES_LIMIT) {
      var line = line();
      if (line.length() < 3 || !line.substring(0, 3).chars().allMatch(Character::isDigit))
        throw new FailedException(Reason.REQUEST_REJECTED, "no SMTP answer: " + line);
      lines.add(line.substring(Math.min(4, line.length())));
      if (line.length() == 3 || line.charAt(3) != '-')
        return new Answer(Integer.parseInt(line.substring(0, 3)), lines);
    }
    throw new FailedException(Reason.REQUEST_REJECTED, "an endless SMTP answer");
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new IOException("the server closed the connection");
      if (line.length() > LINE_LIMIT) throw new IOException("a line that is too long");
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package dev.lifeguard.notify;

import dev.lifeguard.peer.Authority.Signed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The TLS that GreenMail lacks, in front of it: from the first byte on, or after STARTTLS. */
final class MailDoor implements AutoCloseable {
  private static final int DEADLINE = 10_000;

  enum Opening {
    AT_ONCE,
    AFTER_STARTTLS
  }

  private final ServerSocket server;
  private final SSLContext tls;
  private final int behind;
  private final Opening opening;

  /**
   * @param behind the port of a mail server that speaks in clear
   */
  MailDoor(Signed certificate, int behind, Opening opening) {
    this.behind = behind;
    this.opening = opening;
    try {
      tls = context(certificate);
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private static SSLContext context(Signed signed) throws IOException, GeneralSecurityException {
    var pem = Files.readString(signed.key()).replaceAll("-----[^-]+-----|\\s", "");
    var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem));
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server",
        KeyFactory.getInstance("EC").generatePrivate(spec),
        new char[0],
        new Certificate[] {signed.content()});
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // close(): nobody listens any more
    }
  }

  private void serve(Socket client) {
    try (client;
        var to = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      client.setSoTimeout(DEADLINE);
      if (opening == Opening.AFTER_STARTTLS) greet(client);
      var secure = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true);
      secure.startHandshake();
      if (opening == Opening.AFTER_STARTTLS) line(to.getInputStream()); // its greeting is given
      Thread.ofVirtual().start(() -> pour(to, secure));
      secure.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // a client that does not trust us hangs up
    }
  }

  private static void greet(Socket client) throws IOException {
    say(client.getOutputStream(), "220 door ESMTP");
    line(client.getInputStream());
    say(client.getOutputStream(), "250-door\r\n250 STARTTLS");
    line(client.getInputStream());
    say(client.getOutputStream(), "220 go ahead");
  }

  private static void pour(Socket from, SSLSocket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // either end hung up
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) line.append((char) c);
    return line.toString();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

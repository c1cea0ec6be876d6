package dev.lifeguard.ssh.server;

import dev.lifeguard.ssh.key.NewKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.ForwardingFilter;

/**
 * An SSH server on a free loopback port, with keys of its own in a folder. Forwards lead to
 * loopback only. Its methods may be called from any thread.
 */
public final class EmbeddedServer implements AutoCloseable {
  private final SshServer server;
  private final NewKey client;
  private final Path knownHosts;

  /** What runs a command line that a client sends, or hands to {@code /bin/sh} as its input. */
  @FunctionalInterface
  public interface Commands {
    Answer run(String line);
  }

  /** What a command said, and how it ended. */
  public record Answer(int status, String output) {}

  private EmbeddedServer(SshServer server, NewKey client, Path knownHosts) {
    this.server = server;
    this.client = client;
    this.knownHosts = knownHosts;
  }

  public static EmbeddedServer start(Path folder, Commands commands) throws IOException {
    var host = NewKey.make(folder.resolve("host_ed25519"), "host");
    var client = NewKey.make(folder.resolve("demo_ed25519"), "demo");
    var server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(new FileKeyPairProvider(host.file()));
    server.setPublickeyAuthenticator(only(client));
    server.setForwardingFilter(new LoopbackOnly());
    server.setCommandFactory((_, line) -> new EmbeddedCommand(line, commands));
    server.start();
    var known = folder.resolve("known_hosts");
    var embedded = new EmbeddedServer(server, client, known);
    embedded.makeKnown(host, server.getPort());
    return embedded;
  }

  private static org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator only(NewKey client) {
    var wanted = AuthorizedKeyEntry.parseAuthorizedKeyEntry(client.publicLine());
    return (_, key, session) -> {
      try {
        var expected = wanted.resolvePublicKey(session, PublicKeyEntryResolver.FAILING);
        return KeyUtils.compareKeys(expected, key);
      } catch (IOException | java.security.GeneralSecurityException e) {
        return false;
      }
    };
  }

  private void makeKnown(NewKey host, int port) throws IOException {
    Files.writeString(
        knownHosts,
        "[127.0.0.1]:%d %s%n".formatted(port, host.publicLine()),
        StandardCharsets.UTF_8);
  }

  /** The host under another port too: in front of it stands something else. */
  public void knownAt(int port) throws IOException {
    var line = Files.readString(knownHosts);
    Files.writeString(
        knownHosts, line + line.replace("]:" + server.getPort() + " ", "]:" + port + " "));
  }

  public int port() {
    return server.getPort();
  }

  /** The private key that logs in. */
  public Path identity() {
    return client.file();
  }

  public Path knownHosts() {
    return knownHosts;
  }

  /** Ends all sessions, as when their server processes are killed. */
  public void dropSessions() {
    for (var session : List.copyOf(server.getActiveSessions())) session.close(true);
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private static final class LoopbackOnly implements ForwardingFilter {
    @Override
    public boolean canForwardAgent(Session session, String requestType) {
      return false;
    }

    @Override
    public boolean canForwardX11(Session session, String requestType) {
      return false;
    }

    @Override
    public boolean canListen(SshdSocketAddress address, Session session) {
      return false;
    }

    @Override
    public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
      try {
        return InetAddress.getByName(address.getHostName()).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }
  }
}

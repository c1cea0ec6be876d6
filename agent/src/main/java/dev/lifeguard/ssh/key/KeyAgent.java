package dev.lifeguard.ssh.key;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An ssh-agent behind its socket. Each question is a connection of its own with a deadline, so that
 * an agent that hangs holds up one login and nothing else. Blocks; may be used by many threads.
 */
final class KeyAgent {
  private static final int MAX_MESSAGE = 256 << 10;
  private static final int MAX_KEYS = 2048;
  private static final Duration TO_LIST = Duration.ofSeconds(3);

  /** A token may want to be touched first. */
  private static final Duration TO_SIGN = Duration.ofSeconds(15);

  private static final byte REQUEST_IDENTITIES = 11;
  private static final byte IDENTITIES_ANSWER = 12;
  private static final byte SIGN_REQUEST = 13;
  private static final byte SIGN_RESPONSE = 14;
  private static final int RSA_SHA2_256 = 2;
  private static final int RSA_SHA2_512 = 4;

  /** A key that the agent can sign with. */
  record AgentKey(KeyBlob blob, String comment) {}

  /** What the agent holds, or why it does not say. */
  sealed interface Listing {
    record Keys(List<AgentKey> keys) implements Listing {}

    record Failed(Failure failure) implements Listing {}
  }

  private final Path socket;
  private final Duration toList;

  KeyAgent(Path socket) {
    this(socket, TO_LIST);
  }

  KeyAgent(Path socket, Duration toList) {
    this.socket = socket;
    this.toList = toList;
  }

  Listing list() {
    try {
      var answer = ask(ByteBuffer.wrap(new byte[] {REQUEST_IDENTITIES}), toList);
      if (answer.get() != IDENTITIES_ANSWER) throw new IOException("it refuses to list its keys");
      return listing(answer);
    } catch (IOException | RuntimeException e) {
      var detail = "the ssh-agent at " + socket + " does not answer: " + told(e);
      return new Listing.Failed(new Failure(Reason.AGENT_UNREACHABLE, detail));
    }
  }

  /**
   * A signature as it goes into the authentication request, its algorithm first.
   *
   * @param algorithm tells the agent which hash an RSA key shall use
   */
  byte[] sign(KeyBlob key, String algorithm, byte[] data) throws IOException {
    var blob = key.bytes();
    var request = ByteBuffer.allocate(1 + 4 + blob.length + 4 + data.length + 4);
    request.put(SIGN_REQUEST).putInt(blob.length).put(blob).putInt(data.length).put(data);
    request.putInt(flags(algorithm)).flip();
    try {
      var answer = ask(request, TO_SIGN);
      if (answer.get() != SIGN_RESPONSE)
        throw new IOException("the ssh-agent refuses to sign with " + key.fingerprint());
      return string(answer);
    } catch (RuntimeException e) {
      throw new IOException("the ssh-agent's answer makes no sense", e);
    }
  }

  private static Listing listing(ByteBuffer answer) throws IOException {
    int count = answer.getInt();
    if (count < 0 || count > MAX_KEYS)
      throw new IOException("it claims to hold " + count + " keys");
    var keys = new ArrayList<AgentKey>();
    for (int i = 0; i < count; i++) {
      var blob = KeyBlob.of(string(answer));
      var comment = new String(string(answer), StandardCharsets.UTF_8);
      blob.ifPresent(key -> keys.add(new AgentKey(key, comment)));
    }
    return new Listing.Keys(List.copyOf(keys));
  }

  private static int flags(String algorithm) {
    if (algorithm.startsWith("rsa-sha2-512")) return RSA_SHA2_512;
    return algorithm.startsWith("rsa-sha2-256") ? RSA_SHA2_256 : 0;
  }

  private ByteBuffer ask(ByteBuffer request, Duration within) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        var selector = Selector.open()) {
      channel.configureBlocking(false);
      var key = channel.register(selector, 0);
      if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
        await(key, SelectionKey.OP_CONNECT, deadline);
        channel.finishConnect();
      }
      var framed = ByteBuffer.allocate(4 + request.remaining());
      framed.putInt(request.remaining()).put(request).flip();
      while (framed.hasRemaining()) {
        if (channel.write(framed) == 0) await(key, SelectionKey.OP_WRITE, deadline);
      }
      int length = read(channel, key, 4, deadline).getInt();
      if (length < 1 || length > MAX_MESSAGE)
        throw new IOException("an answer of " + length + " bytes");
      return read(channel, key, length, deadline);
    }
  }

  private static ByteBuffer read(SocketChannel channel, SelectionKey key, int length, long deadline)
      throws IOException {
    var buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer);
      if (count < 0) throw new IOException("it closed the connection");
      if (count == 0) await(key, SelectionKey.OP_READ, deadline);
    }
    return buffer.flip();
  }

  private static void await(SelectionKey key, int operation, long deadline) throws IOException {
    key.interestOps(operation);
    long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (left <= 0 || key.selector().select(left) == 0) {
      if (Thread.currentThread().isInterrupted()) throw new IOException("interrupted");
      if (left <= 0 || System.nanoTime() >= deadline) throw new IOException("no answer in time");
    }
    key.selector().selectedKeys().clear();
  }

  private static byte[] string(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining())
      throw new IllegalArgumentException("a length beyond the message's end");
    var bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  private static String told(Exception e) {
    return switch (e) {
      case java.net.ConnectException _ -> "nobody listens there";
      case java.net.SocketException s
          when String.valueOf(s.getMessage()).contains("No such file") ->
          "there is no such socket";
      case IOException io -> String.valueOf(io.getMessage());
      default -> "its answer makes no sense";
    };
  }
}

package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;

/**
 * The connection layer of one session: what MINA's own would be, without a thread or a copy per
 * byte, and with windows that follow the consumer. Messages come on the session's I/O thread.
 */
final class Channels extends AbstractCloseable implements Service {
  /** OpenSSH's own packet size; larger ones gain nothing. */
  static final int LARGEST_PACKET = 32 * 1024;

  private final WireSession session;
  private final Windows windows;
  private final Map<Integer, SshChannel> open = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final RemoteBindings bindings = new RemoteBindings(this);
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();
  private volatile boolean over;
  private volatile Failure why = new Failure(Reason.CANCELLED, "the session has ended");

  private Channels(WireSession session, Windows windows) {
    this.session = session;
    this.windows = windows;
  }

  /** Makes the connection layer of each session, all under one budget of windows. */
  static ServiceFactory factory(Windows windows) {
    return new ServiceFactory() {
      @Override
      public String getName() {
        return "ssh-connection";
      }

      @Override
      public Service create(Session session) {
        return new Channels((WireSession) session, windows);
      }
    };
  }

  Windows windows() {
    return windows;
  }

  RemoteBindings bindings() {
    return bindings;
  }

  Traffic traffic() {
    return new Traffic(sent.sum(), received.sum());
  }

  /** Runs it soon, on the session's I/O thread, with none of the session's locks held. */
  void later(Runnable step) {
    session.wire().execute(step);
  }

  /** What an opening asks for: its type, and what the type adds to the request. */
  record Opening(String type, Consumer<Buffer> more) {}

  CompletableFuture<SshChannel> open(Opening opening, SshReceiver receiver) {
    var channel = create(receiver);
    if (over) {
      channel.end(why);
      return channel.opened();
    }
    var request = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN, 256);
    request.putString(opening.type());
    request.putInt(channel.id());
    request.putInt(channel.firstWindow());
    request.putInt(LARGEST_PACKET);
    opening.more().accept(request);
    send(request);
    return channel.opened();
  }

  SshChannel create(SshReceiver receiver) {
    windows.opened();
    var channel = new SshChannel(this, ids.getAndIncrement(), windows.share(), receiver);
    open.put(channel.id(), channel);
    return channel;
  }

  void forget(SshChannel channel) {
    open.remove(channel.id());
  }

  void ended(SshChannel channel) {
    windows.closed();
  }

  @Override
  public void process(int command, Buffer buffer) throws Exception {
    switch (command) {
      case SshConstants.SSH_MSG_CHANNEL_DATA -> data(buffer);
      case SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST -> named(buffer).roomGrew(buffer.getUInt());
      case SshConstants.SSH_MSG_CHANNEL_EXTENDED_DATA -> errors(buffer);
      case SshConstants.SSH_MSG_CHANNEL_EOF -> named(buffer).eofCame();
      case SshConstants.SSH_MSG_CHANNEL_CLOSE -> closed(buffer);
      case SshConstants.SSH_MSG_CHANNEL_OPEN -> bindings.opened(buffer);
      case SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION ->
          named(buffer).confirm(buffer.getInt(), buffer.getUInt(), buffer.getUInt());
      case SshConstants.SSH_MSG_CHANNEL_OPEN_FAILURE -> refused(buffer);
      case SshConstants.SSH_MSG_CHANNEL_REQUEST -> request(buffer);
      case SshConstants.SSH_MSG_CHANNEL_SUCCESS -> answered(named(buffer), true);
      case SshConstants.SSH_MSG_CHANNEL_FAILURE -> answered(named(buffer), false);
      case SshConstants.SSH_MSG_GLOBAL_REQUEST -> globalRequest(buffer);
      case SshConstants.SSH_MSG_REQUEST_SUCCESS -> session.replied(true, buffer);
      case SshConstants.SSH_MSG_REQUEST_FAILURE -> session.replied(false, buffer);
      default -> throw new IOException("message " + command + " has no place after the login");
    }
  }

  private SshChannel named(Buffer buffer) throws IOException {
    var id = buffer.getInt();
    var channel = open.get(id);
    if (channel == null) throw new IOException("a message for channel " + id + ", which is closed");
    return channel;
  }

  private void data(Buffer buffer) throws IOException {
    var channel = named(buffer);
    var length = buffer.getInt();
    check(buffer, length);
    received.add(length);
    channel.data(buffer.array(), buffer.rpos(), length);
  }

  private void errors(Buffer buffer) throws IOException {
    var channel = named(buffer);
    buffer.getInt(); // there is one kind only: standard error
    var length = buffer.getInt();
    check(buffer, length);
    channel.errors(buffer.array(), buffer.rpos(), length);
  }

  private static void check(Buffer buffer, int length) throws IOException {
    if (length < 0 || length > buffer.available()) throw new IOException("data beyond its packet");
  }

  private void closed(Buffer buffer) throws IOException {
    var channel = named(buffer);
    open.remove(channel.id());
    channel.closeCame();
  }

  private void refused(Buffer buffer) throws IOException {
    var channel = named(buffer);
    var code = buffer.getInt();
    open.remove(channel.id());
    channel.end(ChannelRefusal.failure(code, buffer.getString()));
  }

  private void request(Buffer buffer) throws IOException {
    var channel = named(buffer);
    var name = buffer.getString();
    var wantsReply = buffer.getBoolean();
    if (channel.receiver() instanceof Execution execution) execution.told(name, buffer);
    if (!wantsReply) return;
    var reply = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_FAILURE, 4);
    reply.putInt(channel.recipient());
    send(reply);
  }

  private static void answered(SshChannel channel, boolean yes) {
    if (channel.receiver() instanceof Execution execution) execution.answered(channel, yes);
  }

  /** A keepalive of the server's, its host keys, or something newer: OpenSSH answers alike. */
  private void globalRequest(Buffer buffer) {
    buffer.getString();
    if (buffer.getBoolean()) send(session.createBuffer(SshConstants.SSH_MSG_REQUEST_FAILURE, 1));
  }

  Buffer message(byte command, int size) {
    return session.createBuffer(command, size);
  }

  IoWriteFuture send(Buffer packet) {
    try {
      return session.writePacket(packet);
    } catch (IOException e) {
      var failed = new Wire.Sent();
      failed.failed(e);
      return failed;
    }
  }

  IoWriteFuture sendData(int recipient, ByteBuffer bytes, int length) {
    var packet = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_DATA, length + 9);
    packet.putInt(recipient);
    packet.putInt(length);
    bytes.get(packet.array(), packet.wpos(), length);
    packet.wpos(packet.wpos() + length);
    sent.add(length);
    return send(packet);
  }

  void adjustWindow(int recipient, int by) {
    var packet = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST, 9);
    packet.putInt(recipient);
    packet.putInt(by);
    send(packet);
  }

  void sendEof(int recipient) {
    sendTo(recipient, SshConstants.SSH_MSG_CHANNEL_EOF);
  }

  void sendClose(int recipient) {
    sendTo(recipient, SshConstants.SSH_MSG_CHANNEL_CLOSE);
  }

  private void sendTo(int recipient, byte command) {
    var packet = session.createBuffer(command, 5);
    packet.putInt(recipient);
    send(packet);
  }

  CompletableFuture<Buffer> ask(String name, Consumer<Buffer> more) {
    return GlobalRequest.send(session, name, more);
  }

  /** The session is over: so is everything on it, at once. */
  void end(Failure reason) {
    why = reason;
    over = true;
    for (var channel : List.copyOf(open.values())) channel.end(reason);
    open.clear();
  }

  FailedException over() {
    return new FailedException(why);
  }

  @Override
  public WireSession getSession() {
    return session;
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of();
  }

  @Override
  public void start() {}
}

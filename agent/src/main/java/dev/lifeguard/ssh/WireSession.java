package dev.lifeguard.ssh;

import org.apache.sshd.client.ClientFactoryManager;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.common.session.helpers.KeyExchangeMessageHandler;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;

/** MINA's client session over one of our wires, with what MINA keeps to itself made visible. */
final class WireSession extends ClientSessionImpl {
  private final Handshake handshake = new Handshake();
  private final Wire wire;

  WireSession(ClientFactoryManager manager, Wire wire, String user) throws Exception {
    super(manager, wire);
    this.wire = wire;
    setUsername(user);
    addSessionListener(handshake);
    wire.attach(this);
  }

  Handshake handshake() {
    return handshake;
  }

  Wire wire() {
    return wire;
  }

  Channels channels() {
    return getService(Channels.class);
  }

  /** Says hello; the wire may be read from now on. */
  void begin() throws Exception {
    start();
    wire.startReading();
  }

  void receive(Readable bytes) throws Exception {
    messageReceived(bytes);
  }

  void wireBroke(Throwable cause) {
    handshake.because(cause);
  }

  @Override
  protected KeyExchangeMessageHandler initializeKeyExchangeMessageHandler() {
    return new KeyExchangeQueue(this);
  }

  void replied(boolean success, Buffer buffer) throws Exception {
    if (success) requestSuccess(buffer);
    else requestFailure(buffer);
  }

  @Override
  public void exceptionCaught(Throwable cause) {
    handshake.because(cause);
    super.exceptionCaught(cause);
  }
}

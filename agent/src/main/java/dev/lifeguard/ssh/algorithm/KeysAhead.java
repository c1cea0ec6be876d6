package dev.lifeguard.ssh.algorithm;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.kex.BuiltinKEM;
import org.apache.sshd.common.kex.KeyEncapsulationMethod;

/**
 * Key pairs for key exchanges to come. With sntrup761 making one costs Bouncy Castle some 60 ms of
 * processor time, and whoever waits for a tunnel to come back would wait for that too. Each pair is
 * used once, as it would be without: one that lies here has protected nothing yet. Usable from any
 * thread.
 */
public final class KeysAhead implements KeyEncapsulationMethod {
  public static final KeysAhead SNTRUP761 = new KeysAhead(BuiltinKEM.sntrup761);

  private static final int MOST = 4;

  private final KeyEncapsulationMethod method;
  private final Queue<Client> ready = new ConcurrentLinkedQueue<>();
  private final AtomicInteger wanted = new AtomicInteger();
  private final AtomicBoolean making = new AtomicBoolean();

  KeysAhead(KeyEncapsulationMethod method) {
    this.method = method;
  }

  /** With a key pair in it that nobody else has. */
  @Override
  public Client getClient() {
    var ahead = ready.poll();
    if (ahead != null) return new Made(ahead);
    wanted.updateAndGet(before -> Math.min(MOST, before + 1));
    return new Made(made());
  }

  @Override
  public Server getServer() {
    return method.getServer();
  }

  /** Makes as many as were lacking at once before, aside; for when the machine has time. */
  public void replenish() {
    if (ready.size() >= wanted.get() || !making.compareAndSet(false, true)) return;
    Thread.ofPlatform().daemon().name("ssh-keys-ahead").start(this::make);
  }

  int ready() {
    return ready.size();
  }

  private void make() {
    try {
      while (ready.size() < wanted.get()) ready.add(made());
    } finally {
      making.set(false);
    }
  }

  private Client made() {
    var client = method.getClient();
    client.init();
    return client;
  }

  /** MINA asks each client to make its keys: these are made. */
  private record Made(Client client) implements Client {
    @Override
    public void init() {}

    @Override
    public byte[] getPublicKey() {
      return client.getPublicKey();
    }

    @Override
    public byte[] extractSecret(byte[] encapsulated) {
      return client.extractSecret(encapsulated);
    }

    @Override
    public int getEncapsulationLength() {
      return client.getEncapsulationLength();
    }
  }
}

package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.SshChannel;
import dev.lifeguard.ssh.SshReceiver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection under way: a local socket and an SSH channel, both directions independent, each
 * with its own end. A clean end is passed on as one; anything else resets the local side, so that
 * half an answer is never taken for a whole one. The session's I/O thread and the loop meet here.
 */
final class Relay implements SshReceiver, Loop.Socket {
  private final LocalSocket local;
  private final Counts counts;
  private final Outflow outflow;
  private final BiConsumer<Relay, Optional<Failure>> onEnd;
  private volatile @Nullable Inflow inflow;
  private volatile @Nullable SshChannel channel;
  private volatile boolean farSideGone;
  private final AtomicBoolean over = new AtomicBoolean();

  Relay(LocalSocket local, Counts counts, BiConsumer<Relay, Optional<Failure>> onEnd) {
    this.local = local;
    this.counts = counts;
    this.outflow = new Outflow(local);
    this.onEnd = onEnd;
    local.key().attach(this);
  }

  LocalSocket local() {
    return local;
  }

  /** The channel is open: from now on the local side is read. */
  void start(SshChannel opened) {
    var flow = new Inflow(local, opened, counts.up);
    channel = opened;
    inflow = flow;
    if (over.get()) opened.close();
    else flow.start();
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      if (key.isReadable() && inflow instanceof Inflow flow) flow.read();
      if (key.isWritable() && channel instanceof SshChannel open) consumed(open, outflow.drain());
      endWhenBothHave();
    } catch (IOException e) {
      end(Optional.empty(), LocalSocket::close); // the local side went away: no failure of ours
    }
  }

  @Override
  public void data(SshChannel from, ByteBuffer bytes) {
    try {
      consumed(from, outflow.offer(bytes));
    } catch (IOException e) {
      from.close();
      end(Optional.empty(), LocalSocket::close);
    }
  }

  @Override
  public void eof(SshChannel from) {
    try {
      outflow.end();
      endWhenBothHave();
    } catch (IOException e) {
      end(Optional.empty(), LocalSocket::close);
    }
  }

  @Override
  public void closed(SshChannel from, Failure why) {
    farSideGone = true;
    if (!outflow.ended()) end(Optional.of(why), LocalSocket::reset);
    else endWhenBothHave(); // or the loop does, when it has written what is left
  }

  /** Gives the local side up to somebody else, before anything was carried; on the loop. */
  LocalSocket release() {
    over.set(true);
    return local;
  }

  /** Cuts the connection now: the local side sees a reset. */
  void cut(Failure why) {
    end(Optional.of(why), LocalSocket::reset);
  }

  private void consumed(SshChannel from, int bytes) {
    if (bytes == 0) return;
    counts.down.add(bytes);
    from.consumed(bytes);
  }

  private void endWhenBothHave() {
    if (!outflow.complete()) return;
    if (farSideGone || inflow instanceof Inflow flow && flow.ended())
      end(Optional.empty(), LocalSocket::close);
  }

  private void end(Optional<Failure> why, Consumer<LocalSocket> leave) {
    if (!over.compareAndSet(false, true)) return;
    if (channel instanceof SshChannel open) open.close();
    // A watched socket is closed for good by its loop only: there, it happens now.
    local
        .loop()
        .run(
            () -> {
              leave.accept(local);
              onEnd.accept(this, why);
            });
  }
}

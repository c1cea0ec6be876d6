package dev.lifeguard.tunnel;

import dev.lifeguard.ssh.SshChannel;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/**
 * The way from the local socket to the far side. It never reads more than the far side takes, and
 * not again before that has left: a connection whose far side stands still holds no memory of ours.
 * Reads on the loop, in the loop's own buffer.
 */
final class Inflow {
  private final LocalSocket local;
  private final SshChannel channel;
  private final LongAdder carried;
  private volatile boolean ended;

  Inflow(LocalSocket local, SshChannel channel, LongAdder carried) {
    this.local = local;
    this.channel = channel;
    this.carried = carried;
  }

  void start() {
    local.wantReading();
  }

  /** The socket has bytes, or its end; on the loop. */
  void read() throws IOException {
    var room = channel.room();
    if (room == 0) pauseUntil(channel.roomAgain());
    else read(room);
  }

  boolean ended() {
    return ended;
  }

  private void read(long room) throws IOException {
    var buffer = local.loop().scratch(room);
    var count = local.channel().read(buffer);
    if (count < 0) {
      end();
      return;
    }
    carried.add(count);
    pauseUntil(channel.write(buffer.flip())); // it fits, so the buffer is free again at once
  }

  /** Readiness is asked for anew each time, so that nothing is lost whoever comes first. */
  private void pauseUntil(CompletionStage<Void> goesOn) {
    if (goesOn.toCompletableFuture().isDone()) return;
    local.wantNoReading();
    goesOn.thenRun(local::wantReading); // if it fails, the channel's receiver hears why
  }

  private void end() {
    local.wantNoReading();
    ended = true;
    channel.eof();
  }
}

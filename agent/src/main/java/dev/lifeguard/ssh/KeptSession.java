package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One shared session, standing or under way, and how many share it. Guarded by its keeper. */
final class KeptSession {
  private final CompletableFuture<SshSession> opening = new CompletableFuture<>();
  private @Nullable Thread dialling;
  private int shares;

  CompletableFuture<SshSession> opening() {
    return opening;
  }

  void dialledBy(Thread thread) {
    dialling = thread;
  }

  void share() {
    shares++;
  }

  /** Whether that was the last share. */
  boolean unshare() {
    return --shares == 0;
  }

  /** Nobody wants it any more. */
  void drop(Failure why) {
    if (isOpen()) opening.join().end(why);
    else if (!opening.isDone() && dialling != null) dialling.interrupt();
  }

  boolean isOver() {
    return opening.isDone() && (opening.isCompletedExceptionally() || !opening.join().isOpen());
  }

  boolean isOpen() {
    return opening.isDone() && !isOver();
  }
}

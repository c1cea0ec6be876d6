package dev.lifeguard.probe.tcp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks the system's resolver, as OpenSSH does, on a few daemon threads of its own: nothing can
 * interrupt it, and it may take as long as it likes. Usable from any thread.
 */
final class Resolver {
  private static final int THREADS = 4;
  private static final int QUEUE = 4096;

  /** What the system's resolver says. */
  sealed interface Said {
    record Addresses(List<InetAddress> addresses) implements Said {
      public Addresses {
        addresses = List.copyOf(addresses);
      }
    }

    record NoSuchName(String detail) implements Said {}

    /** It failed itself. */
    record Nothing(String detail) implements Said {}
  }

  /** The system's call, which blocks. */
  @FunctionalInterface
  interface Call {
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  private final Call call;
  private final ThreadPoolExecutor threads;

  Resolver(Call call) {
    this.call = call;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("resolve-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Answers once, from one of its threads, or at once when too many wait already. */
  void ask(String name, Consumer<Said> answer) {
    try {
      threads.execute(() -> answer.accept(ask(name)));
    } catch (RejectedExecutionException _) {
      answer.accept(new Said.Nothing("too many names wait for the resolver"));
    }
  }

  private Said ask(String name) {
    try {
      return new Said.Addresses(List.of(call.addresses(name)));
    } catch (UnknownHostException e) {
      var text = String.valueOf(e.getMessage());
      return resolverItself(text) ? new Said.Nothing(text) : new Said.NoSuchName(text);
    }
  }

  /** The C library's words for EAI_AGAIN, EAI_FAIL and EAI_SYSTEM: the JDK keeps no code. */
  private static boolean resolverItself(String text) {
    return text.contains("emporary failure")
        || text.contains("on-recoverable failure")
        || text.contains("ystem error");
  }
}

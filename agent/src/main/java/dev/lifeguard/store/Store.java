package dev.lifeguard.store;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that survives. Writes are queued, applied in order by one thread and committed in groups
 * that wait together; a future succeeds only once its write is on the disk. Nobody who asks is
 * blocked. Usable from any thread; futures complete on the context of the caller.
 */
public final class Store implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Store.class);
  private static final int BOUND = 100_000;
  private static final int GROUP = 512;
  private static final long CLOSE_SECONDS = 3;
  private static final Void VOID = null;

  /** Work for the one thread that owns the connection. */
  private sealed interface Job {
    record Write(List<Change> changes, Runnable done, java.util.function.Consumer<Throwable> failed)
        implements Job {}

    record Read(Asking<?> asking) implements Job {}

    record Close() implements Job {}
  }

  /** A question and how to pass on its answer. */
  private record Asking<T>(
      Change select,
      RowReader<T> reader,
      java.util.function.Consumer<List<T>> done,
      java.util.function.Consumer<Throwable> failed) {
    void answer(Database database) {
      try {
        done.accept(database.query(select, reader));
      } catch (SQLException | RuntimeException e) {
        failed.accept(new StoreException(select.sql() + ": " + e.getMessage(), e));
      }
    }
  }

  private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>(BOUND);
  private final Path file;
  private final Database database;
  private final Thread thread;
  private final LongAdder failures = new LongAdder();
  private volatile Optional<String> trouble = Optional.empty();

  private Store(Path file, Database database) {
    this.file = file;
    this.database = database;
    this.thread = Thread.ofPlatform().name("store").daemon().unstarted(this::work);
  }

  /** Opens or makes {@code lifeguard.db} in the folder, readable by its owner only. */
  public static Store open(Path folder) {
    var file = folder.resolve("lifeguard.db");
    try {
      makeFolder(folder);
      makePrivate(file);
      NativeLibrary.settle(folder);
      Migrations.run(file);
      var store = new Store(file, new Database(file));
      store.thread.start();
      return store;
    } catch (IOException | SQLException e) {
      throw new StoreException(file + " cannot be opened: " + Trouble.words(file, e), e);
    }
  }

  public Future<Void> write(String sql, Object... arguments) {
    return write(List.of(Change.of(sql, arguments)));
  }

  /** All of the changes or none. */
  public Future<Void> write(List<Change> changes) {
    var answer = new Answer<Void>();
    submit(new Job.Write(List.copyOf(changes), () -> answer.complete(VOID), answer::fail), answer);
    return answer.future();
  }

  /** Sees every write that was asked for before it. */
  public <T> Future<List<T>> query(String sql, RowReader<T> reader, Object... arguments) {
    var answer = new Answer<List<T>>();
    var asking = new Asking<>(Change.of(sql, arguments), reader, answer::complete, answer::fail);
    submit(new Job.Read(asking), answer);
    return answer.future();
  }

  /** Writes and questions that wait. */
  public int waiting() {
    return jobs.size();
  }

  /** Why the last write failed; empty as soon as one succeeds. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** Writes that failed or found the queue full. */
  public long failures() {
    return failures.sum();
  }

  public Path file() {
    return file;
  }

  /** Finishes what waits, within a bound. */
  @Override
  public void close() {
    try {
      if (!jobs.offer(new Job.Close(), CLOSE_SECONDS, TimeUnit.SECONDS)) return;
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit(Job job, Answer<?> answer) {
    if (thread.isAlive() && jobs.offer(job)) return;
    failures.increment();
    answer.fail(
        new StoreException("the store is closed, or more than " + BOUND + " writes wait", null));
  }

  private void work() {
    try (database) {
      while (true) {
        switch (jobs.take()) {
          case Job.Write write -> group(write);
          case Job.Read(var asking) -> asking.answer(database);
          case Job.Close _ -> {
            return;
          }
        }
      }
    } catch (InterruptedException | SQLException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the writes that wait right behind the first one into the same transaction. */
  private void group(Job.Write first) {
    var writes = new ArrayList<Job.Write>();
    writes.add(first);
    while (writes.size() < GROUP && jobs.peek() instanceof Job.Write) {
      if (jobs.poll() instanceof Job.Write next) writes.add(next);
    }
    try {
      database.apply(writes.stream().map(Job.Write::changes).toList());
      writes.forEach(this::done);
    } catch (SQLException | RuntimeException e) {
      if (writes.size() == 1) fail(first, e);
      else writes.forEach(this::alone); // one bad write must not take its neighbours down
    }
  }

  private void alone(Job.Write write) {
    try {
      database.apply(List.of(write.changes()));
      done(write);
    } catch (SQLException | RuntimeException e) {
      fail(write, e);
    }
  }

  private void done(Job.Write write) {
    if (trouble.isPresent()) log.info("store can be written again file={}", file);
    trouble = Optional.empty();
    write.done().run();
  }

  private void fail(Job.Write write, Exception e) {
    failures.increment();
    var why = Trouble.words(file, e);
    if (Trouble.isOfTheFile(e)) trouble(why);
    var sql = write.changes().isEmpty() ? "" : write.changes().getFirst().sql();
    write.failed().accept(new StoreException(sql + ": " + why, e));
  }

  private void trouble(String why) {
    if (trouble.isEmpty()) log.error("store cannot be written file={} because=\"{}\"", file, why);
    trouble = Optional.of(why);
  }

  private static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) return;
    Files.createDirectories(folder);
    restrict(folder, "rwx------");
  }

  private static void makePrivate(Path file) throws IOException {
    if (!Files.exists(file)) Files.createFile(file);
    restrict(file, "rw-------");
  }

  private static void restrict(Path path, String mode) throws IOException {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    } catch (UnsupportedOperationException e) {
      return; // a file system without POSIX modes
    }
  }
}

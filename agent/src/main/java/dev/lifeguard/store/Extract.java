package dev.lifeguard.store;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A second way into the same file, for long reads: they wait for each other, and nobody who writes
 * waits for them. The file is opened when it is first asked. Usable from any thread; futures
 * complete on the context of the caller.
 */
public final class Extract implements AutoCloseable {
  private static final int BOUND = 200;

  private record Question<T>(Change select, RowReader<T> reader, Answer<List<T>> answer) {
    void ask(Database database) {
      try {
        answer.complete(database.query(select, reader));
      } catch (SQLException | RuntimeException e) {
        refuse(select.sql() + ": " + e.getMessage());
      }
    }

    void refuse(String because) {
      answer.fail(new StoreException(because, null));
    }
  }

  private final BlockingQueue<Question<?>> questions = new LinkedBlockingQueue<>(BOUND);
  private final Path file;
  private final Thread thread;
  private Optional<Database> database = Optional.empty();

  /**
   * @param folder where {@code lifeguard.db} is
   */
  public Extract(Path folder) {
    this.file = folder.resolve("lifeguard.db");
    this.thread = Thread.ofPlatform().name("store-extract").daemon().unstarted(this::work);
    thread.start();
  }

  /** Sees what is on the disk when its turn comes. */
  public <T> Future<List<T>> query(String sql, RowReader<T> reader, Object... arguments) {
    var answer = new Answer<List<T>>();
    var question = new Question<>(Change.of(sql, arguments), reader, answer);
    if (!thread.isAlive() || !questions.offer(question))
      question.refuse("too many look back at once, or the agent stops; try again");
    return answer.future();
  }

  private void work() {
    try {
      while (true) answer(questions.take());
    } catch (InterruptedException e) {
      leave();
    }
  }

  private void answer(Question<?> question) {
    try {
      if (database.isEmpty()) database = Optional.of(Database.forReading(file));
      question.ask(database.get());
    } catch (SQLException e) {
      question.refuse(file + " cannot be read: " + e.getMessage());
    }
  }

  private void leave() {
    var left = new ArrayList<Question<?>>();
    questions.drainTo(left);
    left.forEach(question -> question.refuse("the agent stops"));
    database.ifPresent(Extract::close);
  }

  private static void close(Database database) {
    try {
      database.close();
    } catch (SQLException e) {
      throw new StoreException("the store cannot be closed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

package dev.lifeguard.app;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.history.Past;
import dev.lifeguard.history.Past.Question;
import dev.lifeguard.store.Extract;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The recorded past, for a command: reads beside an agent that may be running. Blocks. */
public final class Lookback implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 60;

  private final Extract extract;
  private final Past past;
  private final Instant since;
  private final Instant until;

  public Lookback(Path dataDir, Duration ago) {
    this.extract = new Extract(dataDir);
    this.past = new Past(extract);
    this.until = Instant.now();
    this.since = until.minus(ago);
  }

  /** Whose past is recorded: the agent's own too, under an empty name. */
  public List<String> gateways() {
    return await(past.gateways());
  }

  /** Every look at these facts, oldest first. */
  public List<Observed> looks(String gateway, Collection<Fact> facts) {
    var looks = new ArrayList<Observed>();
    for (var fact : facts)
      looks.addAll(await(past.looks(new Question(gateway, fact, since, until))));
    looks.sort(Comparator.comparing(Observed::at));
    return looks;
  }

  /** When the agent was there: it looks at its own lateness several times a minute. */
  public List<Instant> presence() {
    return looks("", List.of(Fact.SCHEDULE_LAG)).stream().map(Observed::at).toList();
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    extract.close();
  }
}

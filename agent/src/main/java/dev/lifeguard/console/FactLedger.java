package dev.lifeguard.console;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The latest value of every fact, for those who look at the agent. An event-loop verticle. */
public final class FactLedger extends VerticleBase {
  /**
   * A value as last seen.
   *
   * @param since when it last became another one
   */
  public record Seen(FactValue value, Instant since, Instant at) {
    Seen then(FactValue next, Instant now) {
      return new Seen(next, next.equals(value) ? since : now, now);
    }
  }

  /** All that is known of one subject. */
  public record Sheet(Subject subject, Map<Fact, Seen> facts) {
    public Sheet {
      facts = Map.copyOf(facts);
    }
  }

  private final Bus bus;
  private final Map<Subject, EnumMap<Fact, Seen>> sheets = new TreeMap<>();
  private List<Subscription> subscriptions = List.of();

  public FactLedger(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<?> start() {
    subscriptions =
        List.of(bus.on(Observed.class, this::note), bus.on(Forgotten.class, this::forget));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    subscriptions.forEach(Subscription::end);
    return Future.succeededFuture();
  }

  private void note(Observed seen) {
    var sheet = sheets.computeIfAbsent(seen.subject(), _ -> new EnumMap<>(Fact.class));
    var known = sheet.get(seen.fact());
    sheet.put(
        seen.fact(),
        known == null
            ? new Seen(seen.value(), seen.at(), seen.at())
            : known.then(seen.value(), seen.at()));
  }

  private void forget(Forgotten gone) {
    sheets.keySet().removeIf(subject -> subject.within(gone.subject()));
  }

  /** Everything, by subject. From any thread. */
  public Future<List<Sheet>> all() {
    return ask(
        () ->
            sheets.entrySet().stream()
                .map(entry -> new Sheet(entry.getKey(), entry.getValue()))
                .toList());
  }

  /** What is known of one gateway and all within it. From any thread. */
  public Future<List<Sheet>> within(Subject subject) {
    return all().map(all -> all.stream().filter(sheet -> sheet.subject().within(subject)).toList());
  }

  /** What is known of just these, as far as there is anything. From any thread. */
  public Future<List<Sheet>> of(Collection<Subject> subjects) {
    var wanted = List.copyOf(subjects);
    return ask(
        () ->
            wanted.stream()
                .filter(sheets::containsKey)
                .map(subject -> new Sheet(subject, sheets.get(subject)))
                .toList());
  }

  private <T> Future<T> ask(Supplier<T> question) {
    var answer = Promise.<T>promise();
    var caller = vertx.getOrCreateContext();
    context.runOnContext(
        _ -> {
          var given = question.get();
          caller.runOnContext(_ -> answer.complete(given));
        });
    return answer.future();
  }
}

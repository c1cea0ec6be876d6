package dev.lifeguard.console.live;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Event;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.console.Asked;
import dev.lifeguard.console.Endpoint;
import dev.lifeguard.console.Reply;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * {@code /api/v1/events}: server-sent events with resume. What happens is told as it happens; of
 * gateways, which change at every look, only what differs, a few times a second. An event-loop
 * verticle.
 */
public final class EventStream extends VerticleBase {
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration DIGEST = Duration.ofMillis(250);
  private static final int KEPT = 10_000;
  private static final long KEPT_CHARACTERS = 8 * 1024 * 1024;

  private final Bus bus;
  private final Time time;
  private final Digest digest;
  private final Ring ring = new Ring(KEPT, KEPT_CHARACTERS);
  private final String life = HexFormat.of().formatHex(new SecureRandom().generateSeed(4));
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();
  private Optional<Listeners> listeners = Optional.empty();
  private volatile Tally tally = new Tally(0, 0, 0);

  /**
   * The listeners in numbers.
   *
   * @param cut were cut off because they took nothing
   * @param resets had missed more than is kept when they came back
   */
  public record Tally(long listening, long cut, long resets) {}

  public EventStream(Bus bus, Time time, Digest digest) {
    this.bus = bus;
    this.time = time;
    this.digest = digest;
  }

  @Override
  public Future<?> start() {
    listeners = Optional.of(new Listeners(ring, life, context));
    subscriptions.add(bus.on(Event.class, this::hear));
    timers.add(time.every(BEAT, () -> there().beat(time.now().toString())));
    timers.add(time.every(DIGEST, this::digest));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    subscriptions.forEach(Subscription::end);
    timers.forEach(Timer::cancel);
    listeners.ifPresent(Listeners::end);
    return Future.succeededFuture();
  }

  private Listeners there() {
    return listeners.orElseThrow();
  }

  private void hear(Event event) {
    digest.note(event);
    News.of(event).ifPresent(this::tell);
  }

  private void digest() {
    tally = there().tally();
    digest.changed().onSuccess(this::digested);
  }

  private void digested(List<JsonObject> gateways) {
    gateways.forEach(json -> tell(new News("gateway", json)));
  }

  private void tell(News news) {
    ring.add(news.type(), news.json().encode());
    there().tell();
  }

  /** How many listen, and how many were lost how, a moment ago. Any thread may ask. */
  public Tally tally() {
    return tally;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.read("/api/v1/events", this::listen));
  }

  /** The header is the browser's own way to resume, the query is for those who cannot set it. */
  private Future<Reply> listen(Asked asked) {
    var after =
        asked.header("Last-Event-ID").filter(id -> !id.isBlank()).or(() -> asked.query("after"));
    return Future.succeededFuture(
        new Reply.Stream(response -> context.runOnContext(_ -> admit(response, after))));
  }

  private void admit(HttpServerResponse response, Optional<String> after) {
    if (there().isFull()) {
      refuse(response);
      return;
    }
    there().add(response, after, new JsonObject().put("at", time.now().toString()));
  }

  private static void refuse(HttpServerResponse response) {
    var problem =
        new Reply.Problem(503, "too_many_listeners", "nobody else can listen now; ask again later");
    response
        .setStatusCode(problem.status())
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Retry-After", "10")
        .end(problem.json().toBuffer());
  }
}

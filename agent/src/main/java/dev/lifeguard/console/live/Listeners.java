package dev.lifeguard.console.live;

import dev.lifeguard.console.live.Ring.Item;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Those who listen to the stream, each with what it was told last. The queue of a slow one is the
 * ring itself: it is told nothing while its socket is full, then what it missed, or that it missed
 * too much. One that takes nothing at all from one beat to the next but one is cut off: it may come
 * back with the id that it saw last. Owned by the stream's context.
 */
final class Listeners {
  /** Bytes that may wait in the socket of one listener. */
  private static final int QUEUE = 64 * 1024;

  private static final int MOST = 200;

  private static final String RESET =
      new JsonObject()
          .put(
              "because",
              "some of what happened since is no longer kept, or the agent began anew; read all"
                  + " again")
          .encode();

  /** Beats in a row that found the socket as full as before. */
  private static final int PATIENCE = 2;

  /** What a client should wait before it comes back, in the stream's own words. */
  private static final String RETRY = "retry: 1000\n";

  private final Ring ring;
  private final String life;
  private final Context context;
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private long resets;
  private long cut;

  /** A connection, and the number of the last item that was written to it. */
  private static final class Listener {
    private final HttpServerResponse response;
    private long told;
    private int stuck;

    Listener(HttpServerResponse response, long told) {
      this.response = response;
      this.told = told;
    }

    /** Whether it took nothing since it was asked this so many times. */
    boolean isStuck() {
      stuck = response.writeQueueFull() ? stuck + 1 : 0;
      return stuck > PATIENCE;
    }
  }

  /**
   * @param life names this life of the agent: numbers of another one mean nothing here
   */
  Listeners(Ring ring, String life, Context context) {
    this.ring = ring;
    this.life = life;
    this.context = context;
  }

  boolean isFull() {
    return listeners.size() >= MOST;
  }

  EventStream.Tally tally() {
    return new EventStream.Tally(listeners.size(), cut, resets);
  }

  /**
   * @param after the id that it saw last, if it was here before
   * @param greeting what it is told first
   */
  void add(HttpServerResponse response, Optional<String> after, JsonObject greeting) {
    response
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Content-Encoding", "identity") // a compressor would hold events back
        .setChunked(true)
        .setWriteQueueMaxSize(QUEUE);
    var number = after.map(this::number).orElse(Optional.of(ring.last()));
    var resumed = number.filter(seen -> ring.after(seen).isPresent());
    var listener = new Listener(response, resumed.orElse(-1L));
    listeners.add(listener);
    response.exceptionHandler(_ -> context.runOnContext(_ -> listeners.remove(listener)));
    response.closeHandler(_ -> context.runOnContext(_ -> listeners.remove(listener)));
    response.drainHandler(_ -> context.runOnContext(_ -> drained(listener)));
    response.write(RETRY);
    write(response, id(resumed.orElse(ring.last())), "hello", greeting.encode());
    catchUp(listener);
  }

  private Optional<Long> number(String id) {
    var digits = id.startsWith(life + "-") ? id.substring(life.length() + 1) : "";
    return digits.matches("\\d{1,18}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
  }

  private void drained(Listener listener) {
    listener.stuck = 0;
    catchUp(listener);
  }

  /** Everybody is told what is new. */
  void tell() {
    List.copyOf(listeners).forEach(this::catchUp);
  }

  private void catchUp(Listener listener) {
    if (listener.response.writeQueueFull()) return; // goes on when it is drained
    var missed = ring.after(listener.told);
    if (missed.isEmpty()) {
      resets++;
      listener.told = ring.last();
      write(listener.response, id(ring.last()), "reset", RESET);
      return;
    }
    for (var item : missed.get()) {
      if (listener.response.writeQueueFull()) return;
      tell(listener, item);
    }
  }

  private void tell(Listener listener, Item item) {
    listener.told = item.number();
    write(listener.response, id(item.number()), item.type(), item.data());
  }

  /** A sign of life: who hears none for a while knows that the line is dead. */
  void beat(String now) {
    var beat = new JsonObject().put("at", now).encode();
    for (var listener : List.copyOf(listeners))
      if (listener.isStuck()) cutOff(listener);
      else if (!listener.response.writeQueueFull())
        write(listener.response, id(listener.told), "beat", beat);
  }

  private void cutOff(Listener listener) {
    cut++;
    listeners.remove(listener);
    listener.response.reset();
  }

  void end() {
    listeners.forEach(listener -> listener.response.end());
    listeners.clear();
  }

  private String id(long number) {
    return life + "-" + number;
  }

  private static void write(HttpServerResponse response, String id, String type, String data) {
    if (response.ended() || response.closed()) return;
    response.write("id: " + id + "\nevent: " + type + "\ndata: " + data + "\n\n");
  }
}

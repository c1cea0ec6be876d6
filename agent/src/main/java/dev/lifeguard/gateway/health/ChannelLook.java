package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * Asks for the channels often, because no event tells that one went down, and has the gateway probe
 * them now and then, because its own word is not enough.
 */
final class ChannelLook implements Look {
  private static final String METHOD = "channels.status";

  private final ChannelBook book;
  private final Duration within;
  private final Probes probes = new Probes();
  private boolean known;

  ChannelLook(Teller teller, Duration within) {
    this.book = new ChannelBook(teller);
    this.within = within;
  }

  @Override
  public Future<?> look(Asker asker) {
    return asker
        .ask(METHOD, new JsonObject(), within)
        .onSuccess(
            reply ->
                reply
                    .answer()
                    .map(ChannelReading::all)
                    .ifPresent(
                        all -> {
                          known = true;
                          book.read(all);
                          book.outOfRhythm().forEach(it -> probes.soon(asker, it));
                        }));
  }

  /** Something speaks against this channel: its live probe is not waited for. */
  void suspect(Asker asker, String channel) {
    if (book.wanted().contains(channel)) probes.soon(asker, channel);
  }

  /** The slower look of the two. */
  Look probes() {
    return probes;
  }

  /** The last probe of some channel failed: it is worth asking again soon. */
  boolean doubtful() {
    return book.doubtful();
  }

  /** Whether the gateway has told of its channels on this connection. */
  boolean known() {
    return known;
  }

  void suppressed(List<String> channels) {
    book.suppressed(channels);
  }

  @Override
  public void blind(String because) {
    known = false;
    book.blind(because);
  }

  List<GatewayReport.Channel> report() {
    return book.report();
  }

  private final class Probes implements Look {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(1500);

    /** One call per channel: a dead one must not delay the answer about the others. */
    @Override
    public Future<?> look(Asker asker) {
      return Future.join(book.wanted().stream().map(channel -> twice(asker, channel)).toList());
    }

    /** The silence before it was the first look; nobody waits for this one. */
    void soon(Asker asker, String channel) {
      once(asker, channel, SHORT).onSuccess(this::told);
    }

    /** One failure may be a hiccup; the second look decides. */
    private Future<?> twice(Asker asker, String channel) {
      return once(asker, channel, TIMEOUT)
          .compose(
              reply ->
                  failed(reply) ? once(asker, channel, TIMEOUT) : Future.succeededFuture(reply))
          .onSuccess(this::told);
    }

    private Future<Reply> once(Asker asker, String channel, Duration most) {
      var timeout = within.compareTo(most) < 0 ? within : most;
      var params =
          new JsonObject()
              .put("probe", true)
              .put("channel", channel)
              .put("timeoutMs", timeout.toMillis());
      return asker.ask(METHOD, params, within.plus(TIMEOUT));
    }

    private static boolean failed(Reply reply) {
      return reply.answer().map(ChannelReading::all).orElse(List.of()).stream()
          .flatMap(reading -> reading.probe().stream())
          .anyMatch(probe -> !probe.ok());
    }

    private void told(Reply reply) {
      if (reply instanceof Reply.Answered(var payload, var took))
        book.probed(ChannelReading.all(payload), took.toNanos() / 1e9);
    }

    @Override
    public void blind(String because) {} // the book is one for both
  }
}

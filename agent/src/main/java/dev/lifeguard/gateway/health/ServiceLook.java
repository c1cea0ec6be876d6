package dev.lifeguard.gateway.health;

import io.vertx.core.Future;
import java.net.URI;

/**
 * Knocks where channels have services of their own: of one that is gone the gateway says
 * "connected" for minutes, in its answers and its log alike. What is found decides nothing, it only
 * brings the channel's live probe forward.
 */
final class ServiceLook implements Look {
  private final Knock knock;
  private final ChannelLook channels;
  private final ServiceBook book = new ServiceBook();

  ServiceLook(Knock knock, ChannelLook channels) {
    this.knock = knock;
    this.channels = channels;
  }

  void configured(ConfigReading config, boolean gatewayIsHere) {
    book.configured(config, gatewayIsHere);
  }

  @Override
  public Future<?> look(Asker asker) {
    return Future.join(book.places().stream().map(place -> look(asker, place)).toList());
  }

  private Future<?> look(Asker asker, URI place) {
    return knock
        .at(place)
        .onSuccess(
            answers ->
                book.heard(place, answers).forEach(channel -> channels.suspect(asker, channel)));
  }

  @Override
  public void blind(String because) {
    book.forget();
  }
}

package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks each new connection once who it is that answers there: a name that outlives restarts. */
final class IdentityLook implements Look {
  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9_-]{8,128}");

  private final Teller teller;
  private final URI url;
  private final Duration within;
  private Optional<Asker> told = Optional.empty();

  IdentityLook(Teller teller, URI url, Duration within) {
    this.teller = teller;
    this.url = url;
    this.within = within;
  }

  @Override
  public Future<?> look(Asker asker) {
    if (told.filter(asker::equals).isPresent()) return Future.succeededFuture();
    return asker
        .ask("gateway.identity.get", new JsonObject(), within)
        .onSuccess(
            reply ->
                reply
                    .answer()
                    .flatMap(IdentityLook::device)
                    .ifPresent(device -> tell(asker, device)));
  }

  private static Optional<String> device(Payload answer) {
    return answer.text("deviceId").filter(DEVICE.asMatchPredicate());
  }

  private void tell(Asker asker, String device) {
    told = Optional.of(asker);
    teller.event(at -> new GatewayEvent.Identified(teller.gateway(), url, device, at));
  }

  @Override
  public void blind(String because) {
    told = Optional.empty();
  }
}

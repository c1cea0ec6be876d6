package dev.lifeguard.gateway.health;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Whether what is saved is valid and at work, and what of it others need to know. */
final class ConfigLook implements Look {
  private final Teller teller;
  private final Duration within;
  private Optional<ConfigReading> reading = Optional.empty();

  ConfigLook(Teller teller, Duration within) {
    this.teller = teller;
    this.within = within;
  }

  @Override
  public Future<?> look(Asker asker) {
    return asker.ask("config.get", new JsonObject(), within).onSuccess(this::heard);
  }

  private void heard(Reply reply) {
    switch (reply) {
      case Reply.Answered(var config, _) -> read(ConfigReading.of(config));
      case Reply.Refused(var error, _) -> blind(error.failure().toString());
      case Reply.Missing(var failure) -> blind(failure.toString());
    }
  }

  private void read(ConfigReading fresh) {
    var before = reading.flatMap(ConfigReading::drift);
    var known = reading.isPresent();
    reading = Optional.of(fresh);
    teller.fact(Fact.CONFIG_DRIFT, FactValue.of(fresh.drift().isPresent()));
    if (fresh.drift().isPresent() && !fresh.drift().equals(before)) {
      var detail = fresh.drift().get();
      teller.event(at -> new GatewayEvent.ConfigDrifted(teller.gateway(), detail, at));
    }
    if (known && before.isPresent() && fresh.drift().isEmpty())
      teller.event(at -> new GatewayEvent.ConfigSettled(teller.gateway(), at));
  }

  Optional<ConfigReading> reading() {
    return reading;
  }

  @Override
  public void blind(String because) {
    teller.fact(Fact.CONFIG_DRIFT, FactValue.unknown(because));
  }
}

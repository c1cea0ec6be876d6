package dev.lifeguard.gateway.health;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Which process it is, and how many agent runs are under way in it. */
final class RuntimeLook implements Look {
  private final Teller teller;
  private final Duration within;
  private Optional<RuntimeReading> reading = Optional.empty();
  private Optional<Long> activeRuns = Optional.empty();

  RuntimeLook(Teller teller, Duration within) {
    this.teller = teller;
    this.within = within;
  }

  @Override
  public Future<?> look(Asker asker) {
    var info = asker.ask("system.info", new JsonObject(), within);
    var runs = asker.ask("gateway.restart.preflight", new JsonObject(), within);
    return Future.join(info, runs)
        .onSuccess(
            _ -> {
              info.result()
                  .answer()
                  .map(RuntimeReading::of)
                  .ifPresent(it -> reading = Optional.of(it));
              counted(runs.result());
            });
  }

  private void counted(Reply reply) {
    activeRuns = reply.answer().flatMap(RuntimeLook::runs);
    teller.fact(
        Fact.ACTIVE_RUNS,
        activeRuns
            .map(count -> FactValue.of((double) count))
            .orElseGet(() -> FactValue.unknown(reply.problem().map(Object::toString).orElse(""))));
  }

  private static Optional<Long> runs(Payload preflight) {
    return preflight.child("counts").whole("embeddedRuns");
  }

  Optional<RuntimeReading> reading() {
    return reading;
  }

  Optional<Long> activeRuns() {
    return activeRuns;
  }

  @Override
  public void blind(String because) {
    reading = Optional.empty();
    activeRuns = Optional.empty();
    teller.fact(Fact.ACTIVE_RUNS, FactValue.unknown(because));
  }
}

package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.time.ManualTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelBookTest {
  private final ManualTime time = new ManualTime();
  private final List<FactValue> told = new ArrayList<>();
  private final ChannelBook book =
      new ChannelBook(
          new Teller(
              "home",
              time,
              event -> {
                if (event instanceof Observed it && it.fact() == Fact.CHANNEL_STATUS)
                  told.add(it.value());
              }));

  @Test
  void channelThatStartsIsNotDownYet() {
    read("starting");
    time.advance(ChannelBook.START.minusSeconds(1));
    read("starting");
    read("ready");
    assertThat(told).containsExactly(starting(), starting(), FactValue.of("active"));
  }

  @Test
  void channelThatDoesNotGetBeyondItsStartIsToldAsStarting() {
    read("starting");
    time.advance(ChannelBook.START);
    read("starting");
    assertThat(told).containsExactly(starting(), FactValue.of("starting"));
  }

  @Test
  void channelThatFailsAndStartsOverHasItsTimeAnew() {
    read("starting");
    time.advance(Duration.ofSeconds(20));
    read("blocked");
    time.advance(Duration.ofSeconds(20));
    read("starting");
    assertThat(told).containsExactly(starting(), FactValue.of("blocked"), starting());
  }

  private static FactValue starting() {
    return FactValue.unknown("the channel is starting");
  }

  private void read(String lifecycle) {
    var account = new JsonObject().put("accountId", "default").put("lifecycle", lifecycle);
    var accounts = new JsonObject().put("telegram", new JsonArray().add(account));
    book.read(ChannelReading.all(Payload.of(new JsonObject().put("channelAccounts", accounts))));
  }
}

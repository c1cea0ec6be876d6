package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.Payload;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ServiceBookTest {
  private static final URI BOT_API = URI.create("http://127.0.0.1:8081");
  private static final String TELEGRAM =
      "{'channels':{'telegram':{'apiRoot':'http://127.0.0.1:8081/'}}}";

  private final ServiceBook book = new ServiceBook();

  @Test
  void serviceThatGoesHasItsChannelProbedOnceAndOnceMoreWhenItIsBack() {
    book.configured(config(TELEGRAM), true);
    assertThat(book.heard(BOT_API, true)).isEmpty();
    assertThat(book.heard(BOT_API, false)).containsExactly("telegram");
    assertThat(book.heard(BOT_API, false)).isEmpty();
    assertThat(book.heard(BOT_API, true)).containsExactly("telegram");
    assertThat(book.heard(BOT_API, true)).isEmpty();
  }

  @Test
  void serviceThatIsGoneFromTheFirstIsNews() {
    book.configured(config(TELEGRAM), true);
    assertThat(book.heard(BOT_API, false)).containsExactly("telegram");
  }

  @Test
  void afterAReconnectionAServiceThatIsStillGoneIsNewsAgain() {
    book.configured(config(TELEGRAM), true);
    book.heard(BOT_API, false);
    book.forget();
    assertThat(book.heard(BOT_API, false)).containsExactly("telegram");
  }

  @Test
  void serviceOfAGatewayElsewhereIsNotKnockedAt() {
    book.configured(config(TELEGRAM), false);
    assertThat(book.places()).isEmpty();
  }

  @Test
  void publicServicesAndWhatIsNoAddressAreNotKnockedAt() {
    book.configured(
        config(
            """
            {'channels':{'telegram':{'apiRoot':'https://api.telegram.org'},'matrix':{'homeserver':7},
             'signal':{'httpUrl':'http://'},'mattermost':{'baseUrl':'::'},'x':{'apiRoot':'http://h:99999'},
             'y':{'baseUrl':'http://user:password@h'},'z':'http://h'}}
            """),
        true);
    assertThat(book.places()).isEmpty();
  }

  @Test
  void accountsThatShareAServiceHaveItKnockedAtOnce() {
    book.configured(
        config(
            """
            {'channels':{'matrix':{'accounts':{'a':{'homeserver':'http://synapse:8008/_matrix'},
             'b':{'homeserver':'http://synapse:8008'},'c':{'homeserver':'http://other'}}}}}
            """),
        true);
    assertThat(book.places())
        .containsExactlyInAnyOrder(URI.create("http://synapse:8008"), URI.create("http://other"));
    assertThat(book.heard(URI.create("http://synapse:8008"), false)).containsExactly("matrix");
  }

  private static ConfigReading config(String effective) {
    var json = new JsonObject(effective.replace('\'', '"'));
    return ConfigReading.of(Payload.of(new JsonObject().put("config", json)));
  }
}

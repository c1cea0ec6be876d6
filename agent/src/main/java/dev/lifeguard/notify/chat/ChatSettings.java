package dev.lifeguard.notify.chat;

import dev.lifeguard.bus.Subscription;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.notify.Language;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Pressed;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.notify.ReceiverSettings;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * @param url the web hook; for Telegram the API's root, for PagerDuty the events address
 * @param secret the signing secret, the bot's token or the routing key
 * @param to the chat, where the service wants to know it
 * @param buttons whether people can take an alert by pressing a button in the message
 */
public record ChatSettings(
    String name,
    Service service,
    URI url,
    SecretSource secret,
    String to,
    Language language,
    Buttons buttons)
    implements ReceiverSettings {

  /** The services, as the configuration names them. */
  public enum Service {
    SLACK,
    TELEGRAM,
    DISCORD,
    FEISHU,
    DINGTALK,
    WECOM,
    PAGERDUTY
  }

  /** How we hear of a pressed button. */
  public sealed interface Buttons {
    /** There are none. */
    record None() implements Buttons {}

    /** We ask the service again and again: it needs no way to us. */
    record Asked() implements Buttons {}

    /** The service calls us, and signs what it says with this secret. */
    record Signed(SecretSource secret) implements Buttons {}
  }

  @Override
  public boolean keepsWhoTookIt() {
    return service == Service.PAGERDUTY;
  }

  @Override
  public Receiver open(Outside outside) {
    return new Chat(this, ChatService.valueOf(service.name()), outside);
  }

  @Override
  public Optional<Subscription> hear(Outside outside, Consumer<Pressed> pressed) {
    return buttons instanceof Buttons.Asked
        ? Optional.of(new TelegramButtons(this, outside, pressed))
        : Optional.empty();
  }
}

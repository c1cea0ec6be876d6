package dev.lifeguard.notify.chat;

import dev.lifeguard.config.SecretSource;
import dev.lifeguard.notify.Language;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.notify.ReceiverSettings;
import java.net.URI;

/**
 * @param url the web hook; for Telegram the API's root, for PagerDuty the events address
 * @param secret the signing secret, the bot's token or the routing key
 * @param to the chat, where the service wants to know it
 */
public record ChatSettings(
    String name, Service service, URI url, SecretSource secret, String to, Language language)
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

  @Override
  public Receiver open(Outside outside) {
    return new Chat(this, ChatService.valueOf(service.name()), outside);
  }
}

package dev.lifeguard.notify.chat;

import dev.lifeguard.config.SecretFile;
import dev.lifeguard.notify.NotifySettings;
import dev.lifeguard.notify.Pressed;
import dev.lifeguard.notify.Signature;
import dev.lifeguard.notify.chat.ChatSettings.Buttons;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Understands what Slack posts when somebody presses a button, once its signature and age are
 * right. Pure.
 */
public final class SlackButtons {
  /** Where Slack is to post to; below the console's address. */
  public static final String PATH = "/api/v1/hooks/slack";

  /** What is older may have been recorded and said again. */
  private static final Duration OLDEST = Duration.ofMinutes(5);

  /** A request as it came. */
  public record Posted(String timestamp, String signature, String body) {}

  /** What it came to. */
  public sealed interface Heard {
    record Buttons(List<Pressed> pressed) implements Heard {
      public Buttons {
        pressed = List.copyOf(pressed);
      }
    }

    /** Not from Slack, too old, or no press of a button; the clause says which. */
    record Refused(String because) implements Heard {}
  }

  private SlackButtons() {}

  /** Tries the secret of each Slack receiver: the one that fits says whose message it was. */
  public static Heard hear(NotifySettings settings, Posted posted, Instant now) {
    if (!isFresh(posted.timestamp(), now)) return new Heard.Refused("the time stamp is too old");
    for (var receiver : settings.receivers())
      if (receiver instanceof ChatSettings chat
          && chat.buttons() instanceof Buttons.Signed(var source)
          && SecretFile.read(source) instanceof SecretFile.Result.Read(var secret)
          && isSigned(secret.reveal(), posted)) return understood(chat.name(), posted.body());
    return new Heard.Refused("the signature fits no receiver's signing secret");
  }

  private static boolean isFresh(String timestamp, Instant now) {
    if (!timestamp.matches("[0-9]{1,11}")) return false;
    var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
    return age.compareTo(OLDEST) <= 0;
  }

  private static boolean isSigned(String secret, Posted posted) {
    var base = "v0:" + posted.timestamp() + ":" + posted.body();
    var expected = "v0=" + Signature.hex(Signature.hmacSha256(secret, base));
    return MessageDigest.isEqual(bytes(expected), bytes(posted.signature()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Heard understood(String receiver, String body) {
    var payload = payload(body);
    if (payload.isEmpty()) return new Heard.Refused("no payload in it");
    var user = Loosely.object(payload.get(), "user");
    var name = Loosely.text(user, "username");
    var who =
        (name.isEmpty() ? Loosely.text(user, "name") : name)
            + " (Slack "
            + Loosely.text(user, "id")
            + ")";
    var pressed = new ArrayList<Pressed>();
    for (var button : Loosely.objects(payload.get(), "actions"))
      Pressed.alert(Loosely.text(button, "value"))
          .ifPresent(alert -> pressed.add(new Pressed(alert, who, receiver)));
    return pressed.isEmpty()
        ? new Heard.Refused("no button of ours was pressed")
        : new Heard.Buttons(pressed);
  }

  private static Optional<JsonObject> payload(String body) {
    try {
      for (var part : body.split("&"))
        if (part.startsWith("payload="))
          return Optional.of(
              new JsonObject(
                  URLDecoder.decode(part.substring("payload=".length()), StandardCharsets.UTF_8)));
    } catch (DecodeException | IllegalArgumentException | ClassCastException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}

package dev.lifeguard.notify.chat;

import dev.lifeguard.config.SecretFile;
import dev.lifeguard.notify.Notice;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.notify.Wording;
import dev.lifeguard.notify.chat.ChatService.Letter;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.Map;

/** One chat, by its row of the table. */
final class Chat implements Receiver {
  private final ChatSettings settings;
  private final ChatService service;
  private final Outside outside;

  Chat(ChatSettings settings, ChatService service, Outside outside) {
    this.settings = settings;
    this.service = service;
    this.outside = outside;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Future<Void> send(Notice notice) {
    return switch (SecretFile.read(settings.secret())) {
      case SecretFile.Result.Absent _ -> send(notice, "");
      case SecretFile.Result.Read(var secret) -> send(notice, secret.reveal());
      case SecretFile.Result.Refused(var because) ->
          Future.failedFuture(new FailedException(Reason.CREDENTIAL_MISSING, because));
    };
  }

  private Future<Void> send(Notice notice, String secret) {
    var now = outside.time().now();
    var wording = new Wording(settings.language(), ZoneId.systemDefault());
    var letter = new Letter(settings, notice, wording, secret, now, service.room());
    var address = service.address(settings, secret, now);
    var sent = Future.<Void>succeededFuture();
    for (var body : service.bodies(letter))
      sent =
          sent.compose(
                  _ ->
                      outside.post(
                          address, Map.of("Content-Type", "application/json"), body.toBuffer()))
              .map(
                  answer -> {
                    service.judge(answer);
                    return answer;
                  })
              .mapEmpty();
    return sent;
  }
}

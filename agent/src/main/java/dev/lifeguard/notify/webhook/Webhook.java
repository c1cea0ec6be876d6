package dev.lifeguard.notify.webhook;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretFile;
import dev.lifeguard.notify.Notice;
import dev.lifeguard.notify.NoticeJson;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.notify.Signature;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;

/**
 * Posts the notice. {@code X-Lifeguard-Signature: sha256=HEX} is the HMAC of the body under the
 * secret, {@code X-Lifeguard-Key} is the same at each retry.
 */
final class Webhook implements Receiver {
  private final WebhookSettings settings;
  private final Outside outside;

  Webhook(WebhookSettings settings, Outside outside) {
    this.settings = settings;
    this.outside = outside;
  }

  @Override
  public String name() {
    return settings.name();
  }

  /** A program reads all of them. */
  @Override
  public int spelledOut() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Future<Void> send(Notice notice) {
    var body = NoticeJson.of(settings.name(), notice).toBuffer();
    return switch (SecretFile.read(settings.secret())) {
      case SecretFile.Result.Absent _ -> post(notice, body, "");
      case SecretFile.Result.Read(var secret) -> post(notice, body, sign(secret, body));
      case SecretFile.Result.Refused(var because) ->
          Future.failedFuture(new FailedException(Reason.CREDENTIAL_MISSING, because));
    };
  }

  private Future<Void> post(Notice notice, Buffer body, String signature) {
    var headers = new HashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("X-Lifeguard-Key", notice.key());
    if (!signature.isEmpty()) headers.put("X-Lifeguard-Signature", signature);
    return outside.post(settings.url(), headers, body).mapEmpty();
  }

  private static String sign(Secret secret, Buffer body) {
    return "sha256=" + Signature.hex(Signature.hmacSha256(secret.reveal(), body.getBytes()));
  }
}

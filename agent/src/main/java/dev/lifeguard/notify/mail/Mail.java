package dev.lifeguard.notify.mail;

import dev.lifeguard.notify.Notice;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.ZoneId;
import javax.net.ssl.SSLException;

/** One connection for each notice, on a virtual thread: mail is rare. */
final class Mail implements Receiver {
  private final MailSettings settings;
  private final Outside outside;

  Mail(MailSettings settings, Outside outside) {
    this.settings = settings;
    this.outside = outside;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Future<Void> send(Notice notice) {
    var told = Promise.<Void>promise();
    var context = outside.vertx().getOrCreateContext();
    var message = new Message(settings, notice, outside.time().now(), ZoneId.systemDefault());
    Thread.ofVirtual()
        .name("notify " + name())
        .start(
            () -> {
              try {
                deliver(message);
                context.runOnContext(_ -> told.complete());
              } catch (RuntimeException e) { // a failure, or a bug: either way it is not told
                context.runOnContext(_ -> told.fail(e));
              }
            });
    return told.future();
  }

  private void deliver(Message message) {
    try (var smtp = new Smtp(settings)) {
      smtp.deliver(message);
    } catch (IOException e) {
      throw new FailedException(reason(e), String.valueOf(e.getMessage()));
    }
  }

  private static Reason reason(IOException e) {
    return switch (e) {
      case UnknownHostException _ -> Reason.UNRESOLVED;
      case ConnectException _ -> Reason.REFUSED;
      case SocketTimeoutException _ -> Reason.TIMEOUT;
      case SSLException _ -> Reason.TLS_HANDSHAKE;
      default -> Reason.RESET;
    };
  }
}

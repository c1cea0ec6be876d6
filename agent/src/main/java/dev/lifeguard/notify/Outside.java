package dev.lifeguard.notify;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * The way out: one HTTP client for all receivers, its deadline, and what its failures are called.
 */
public final class Outside implements AutoCloseable {
  public static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int SHOWN = 200;

  private final Vertx vertx;
  private final Time time;
  private final WebClient client;

  public Outside(Vertx vertx, Time time) {
    this.vertx = vertx;
    this.time = time;
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setFollowRedirects(false)
                .setUserAgent("lifeguard")
                .setConnectTimeout((int) DEADLINE.toMillis() / 2));
  }

  public Vertx vertx() {
    return vertx;
  }

  public Time time() {
    return time;
  }

  /** Posts; any 2xx succeeds with the body, everything else fails with its reason. */
  public Future<Buffer> post(URI address, Map<String, String> headers, Buffer body) {
    return post(address, headers, body, DEADLINE);
  }

  public Future<Buffer> post(
      URI address, Map<String, String> headers, Buffer body, Duration deadline) {
    var request = client.postAbs(address.toString()).timeout(deadline.toMillis());
    headers.forEach(request::putHeader);
    return judged(request.sendBuffer(body));
  }

  /** Calls an address for the sake of calling. */
  public Future<Buffer> call(URI address) {
    return judged(client.getAbs(address.toString()).timeout(DEADLINE.toMillis()).send());
  }

  private static Future<Buffer> judged(Future<HttpResponse<Buffer>> answer) {
    return answer.recover(e -> Future.failedFuture(failed(e))).compose(Outside::judged);
  }

  private static Future<Buffer> judged(HttpResponse<Buffer> answer) {
    var status = answer.statusCode();
    if (status / 100 == 2) return Future.succeededFuture(body(answer));
    var text = body(answer).toString();
    var detail = "status " + status + ": " + text.substring(0, Math.min(SHOWN, text.length()));
    return Future.failedFuture(new FailedException(reason(status), detail));
  }

  private static Buffer body(HttpResponse<Buffer> answer) {
    return answer.body() == null ? Buffer.buffer() : answer.body();
  }

  private static Reason reason(int status) {
    return switch (status) {
      case 401, 403 -> Reason.UNAUTHORIZED;
      case 429 -> Reason.RATE_LIMITED;
      case 400, 404, 405, 410, 413, 415, 422 -> Reason.REQUEST_REJECTED;
      default -> Reason.HTTP_STATUS;
    };
  }

  private static FailedException failed(Throwable e) {
    return new FailedException(new Failure(reason(e), String.valueOf(e.getMessage())));
  }

  private static Reason reason(Throwable e) {
    return switch (e) {
      case UnknownHostException _ -> Reason.UNRESOLVED;
      case TimeoutException _ -> Reason.TIMEOUT;
      case ConnectException _ -> Reason.REFUSED;
      case SSLException _ -> Reason.TLS_HANDSHAKE;
      default -> Reason.RESET;
    };
  }

  @Override
  public void close() {
    client.close();
  }
}

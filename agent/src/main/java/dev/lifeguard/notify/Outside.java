package dev.lifeguard.notify;

import dev.lifeguard.gateway.NetworkFailures;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The way out: one HTTP client for all receivers, its deadline, and what its failures are called.
 */
public final class Outside implements AutoCloseable {
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Time time;
  private final HttpClient client;

  public Outside(Vertx vertx, Time time) {
    this.vertx = vertx;
    this.time = time;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) DEADLINE.toMillis() / 2));
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
    var options = options(HttpMethod.POST, address);
    headers.forEach(options::putHeader);
    return ask(options, body, deadline);
  }

  /** Calls an address for the sake of calling. */
  public Future<Buffer> call(URI address) {
    return ask(options(HttpMethod.GET, address), Buffer.buffer(), DEADLINE);
  }

  private static RequestOptions options(HttpMethod method, URI address) {
    return new RequestOptions()
        .setMethod(method)
        .setAbsoluteURI(address.toString())
        .putHeader("User-Agent", "lifeguard");
  }

  private Future<Buffer> ask(RequestOptions options, Buffer body, Duration deadline) {
    var answer = new Answer(time.now());
    var late = time.after(deadline, () -> answer.late(deadline));
    client
        .request(options)
        .onSuccess(request -> answer.of(request, body))
        .onFailure(answer::failed);
    return answer.taken().onComplete(_ -> late.cancel()).recover(Outside::named);
  }

  private static Future<Buffer> named(Throwable e) {
    return Future.failedFuture(
        e instanceof FailedException ? e : new FailedException(NetworkFailures.of(e)));
  }

  @Override
  public void close() {
    client.close();
  }
}

package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.ProviderState;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a provider's address whether anybody is there: one GET without a key, never a completion, so
 * that it costs nothing. Any answer shows that it can be reached, and says nothing about our key.
 */
final class ReachCheck {
  private final Time time;
  private final HttpClient client;

  ReachCheck(Vertx vertx, Time time) {
    this.time = time;
    this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
  }

  /** Empty when the address is none that can be asked. */
  Future<Optional<ProviderSign>> ask(String provider, String baseUrl, Duration within) {
    Optional<RequestOptions> options = options(baseUrl, within);
    if (options.isEmpty()) return Future.succeededFuture(Optional.empty());
    var done = Promise.<Optional<ProviderSign>>promise();
    var start = time.nanos();
    var deadline =
        time.after(
            within,
            () -> done.tryComplete(silent(provider, "no answer for " + within.toMillis() + " ms")));
    client
        .request(options.get())
        .compose(request -> send(request, done.future()))
        .onSuccess(status -> done.tryComplete(Optional.of(sign(provider, status, start))))
        .onFailure(thrown -> done.tryComplete(silent(provider, thrown.getMessage())));
    return done.future().onComplete(_ -> deadline.cancel());
  }

  private static Future<Integer> send(HttpClientRequest request, Future<?> done) {
    done.onComplete(_ -> request.reset()); // the body is of no interest
    return request
        .send()
        .map(response -> response.exceptionHandler(_ -> {}).statusCode()); // it is reset by us
  }

  private ProviderSign sign(String provider, int status, long start) {
    var state =
        switch (status) {
          case 429 -> ProviderState.RATE_LIMITED;
          default -> status >= 500 ? ProviderState.UNREACHABLE : ProviderState.AVAILABLE;
        };
    var detail = "answers in " + time.since(start).toMillis() + " ms (HTTP " + status + ")";
    return new ProviderSign(time.now(), provider, state, detail, until());
  }

  private Optional<ProviderSign> silent(String provider, String detail) {
    return Optional.of(
        new ProviderSign(time.now(), provider, ProviderState.UNREACHABLE, detail, until()));
  }

  private Optional<java.time.Instant> until() {
    return Optional.of(time.now().plus(ProviderSign.FRESH));
  }

  private static Optional<RequestOptions> options(String baseUrl, Duration within) {
    try {
      var url = URI.create(baseUrl);
      var secure = "https".equals(url.getScheme());
      if (url.getHost() == null || !secure && !"http".equals(url.getScheme()))
        return Optional.empty();
      var port = url.getPort() == -1 ? (secure ? 443 : 80) : url.getPort();
      return Optional.of(
          new RequestOptions()
              .setMethod(HttpMethod.GET)
              .setHost(url.getHost())
              .setPort(port)
              .setSsl(secure)
              .setURI(url.getRawPath().isEmpty() ? "/" : url.getRawPath())
              .setConnectTimeout(within.toMillis()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void close() {
    client.close();
  }
}

package dev.lifeguard.gateway;

import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/**
 * Reads what OpenClaw's metrics plugin serves, where it is installed. Sends the token, so only a
 * gateway that has already taken it on the socket is to be asked. Runs on the caller's event loop.
 */
public final class MetricsPage {
  static final String PATH = "/api/diagnostics/prometheus";
  private static final int LONGEST = 2 << 20;

  /** What came of asking. */
  public sealed interface Answer {
    record Text(String text) implements Answer {}

    /** The plugin is not installed. */
    record Absent() implements Answer {}

    /** Refused, or not to be had in time. */
    record Nothing(String because) implements Answer {}
  }

  private final Time time;
  private final GatewaySettings settings;
  private final Vertx vertx;
  private final HttpClient client;

  public MetricsPage(Vertx vertx, Time time, GatewaySettings settings) {
    this.vertx = vertx;
    this.time = time;
    this.settings = settings;
    this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
  }

  /** Never fails. */
  public Future<Answer> read(Duration within) {
    var done = Promise.<Answer>promise();
    var deadline = time.after(within, () -> done.tryComplete(new Answer.Nothing("no answer")));
    vertx
        .executeBlocking(() -> Credential.of(settings.token(), settings.password()), false)
        .compose(credential -> client.request(options(credential, within)))
        .compose(request -> send(request, done.future()))
        .onSuccess(done::tryComplete)
        .onFailure(
            thrown -> done.tryComplete(new Answer.Nothing(NetworkFailures.of(thrown).toString())));
    return done.future().onComplete(_ -> deadline.cancel());
  }

  private RequestOptions options(Credential credential, Duration within) {
    var address = Address.of(settings.url());
    var options =
        new RequestOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setURI(PATH)
            .setSsl(address.secure())
            .setConnectTimeout(within.toMillis());
    switch (credential) {
      case Credential.Token(var secret) ->
          options.putHeader("Authorization", "Bearer " + secret.reveal());
      case Credential.Password(var secret) ->
          options.putHeader("Authorization", "Bearer " + secret.reveal());
      case Credential.Nothing _, Credential.Unreadable _ -> {} // a gateway in mode none asks none
    }
    return address.secure() ? options.setSslOptions(Trust.options(settings)) : options;
  }

  private static Future<Answer> send(HttpClientRequest request, Future<Answer> done) {
    done.onComplete(_ -> request.reset()); // given up: nothing may drip in for ever
    return request.send().compose(response -> read(request, response));
  }

  private static Future<Answer> read(HttpClientRequest request, HttpClientResponse response) {
    response.exceptionHandler(_ -> {}); // the end tells
    if (response.statusCode() == 404) return Future.succeededFuture(new Answer.Absent());
    if (response.statusCode() != 200)
      return Future.succeededFuture(new Answer.Nothing("HTTP " + response.statusCode()));
    // every unknown path of a gateway answers 200 with the page of its console
    var type = String.valueOf(response.getHeader("Content-Type"));
    if (!type.startsWith("text/plain") && !type.startsWith("application/openmetrics-text"))
      return Future.succeededFuture(new Answer.Absent());
    var body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > LONGEST) request.reset();
          else body.appendBuffer(chunk);
        });
    return response.end().map(_ -> new Answer.Text(body.toString()));
  }

  public void close() {
    client.close();
  }
}

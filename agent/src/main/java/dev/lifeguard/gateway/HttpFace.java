package dev.lifeguard.gateway;

import dev.lifeguard.gateway.HttpSight.Page;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
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
import java.util.Optional;

/**
 * Asks a gateway's health pages, each on a new connection: a kept one would say nothing about the
 * listener. Sends no token. Runs on the caller's event loop.
 */
public final class HttpFace {
  private final Time time;
  private final GatewaySettings settings;
  private final HttpClient client;

  public HttpFace(Vertx vertx, Time time, GatewaySettings settings) {
    this.time = time;
    this.settings = settings;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(false).setMaxHeaderSize(Limits.BODY));
  }

  /** Where the pages are found: at the root, or below the path that a proxy hands on. */
  private record Place(String base, Page healthz) {
    boolean isGateways() {
      return healthz instanceof Page.Said said && said.isLive();
    }
  }

  /** Never fails. When nobody answers on the first page, the others are not asked. */
  public Future<HttpSight> look(Duration within) {
    return place(within)
        .compose(
            place ->
                switch (place.healthz()) {
                  case Page.Silent(var failure) ->
                      Future.succeededFuture(HttpSight.nothing(failure));
                  case Page.Said _ -> rest(place, within);
                });
  }

  /** A light look: the first page alone. Never fails. */
  public Future<Evidence> alive(Duration within) {
    return place(within).map(Place::healthz).map(page -> new HttpSight(page, page, page).opinion());
  }

  /** A gateway takes any path for the upgrade, but has its pages at the root alone. */
  private Future<Place> place(Duration within) {
    var base = Address.of(settings.url()).base();
    return place(base, within)
        .compose(
            place ->
                base.isEmpty() || place.isGateways() || place.healthz() instanceof Page.Silent
                    ? Future.succeededFuture(place)
                    : place("", within).map(root -> root.isGateways() ? root : place));
  }

  private Future<Place> place(String base, Duration within) {
    return page(base + "/healthz", within).map(page -> new Place(base, page));
  }

  private Future<HttpSight> rest(Place place, Duration within) {
    var startupz = page(place.base() + "/startupz", within);
    var readyz = page(place.base() + "/readyz", within);
    return Future.all(startupz, readyz)
        .map(_ -> new HttpSight(place.healthz(), startupz.result(), readyz.result()));
  }

  private Future<Page> page(String path, Duration within) {
    var done = Promise.<Page>promise();
    var deadline =
        time.after(
            within,
            () ->
                done.tryComplete(
                    new Page.Silent(
                        new Failure(
                            Reason.GATEWAY_HUNG,
                            "no answer on " + path + " within " + within.toMillis() + " ms"))));
    client
        .request(options(path, within))
        .compose(request -> send(request, done.future()))
        .onSuccess(done::tryComplete)
        .onFailure(thrown -> done.tryComplete(new Page.Silent(NetworkFailures.of(thrown))));
    return done.future().onComplete(_ -> deadline.cancel());
  }

  private RequestOptions options(String path, Duration within) {
    var address = Address.of(settings.url());
    var options =
        new RequestOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setURI(path)
            .setSsl(address.secure())
            .setConnectTimeout(within.toMillis());
    return address.secure() ? options.setSslOptions(Trust.options(settings)) : options;
  }

  private static Future<Page> send(HttpClientRequest request, Future<Page> done) {
    done.onComplete(_ -> request.reset()); // given up: nothing may drip in for ever
    return request.send().compose(response -> read(request, response));
  }

  private static Future<Page> read(HttpClientRequest request, HttpClientResponse response) {
    var body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > Limits.BODY) request.reset();
          else body.appendBuffer(chunk);
        });
    return response
        .end()
        .map(
            _ ->
                new Page.Said(
                    response.statusCode(),
                    Optional.ofNullable(response.getHeader("Location")),
                    PayloadReader.read(body.toString()).orElse(Payload.EMPTY)));
  }

  public void close() {
    client.close();
  }
}

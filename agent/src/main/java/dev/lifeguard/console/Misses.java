package dev.lifeguard.console;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is answered where no endpoint is, where one broke, and where a request cannot be read:
 * always a problem in our own words, never a page of the library's.
 */
final class Misses {
  private static final Logger log = LoggerFactory.getLogger(Misses.class);

  private final List<Endpoint> endpoints;

  /**
   * @param endpoints what there is
   */
  Misses(List<Endpoint> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  void on(Router router) {
    router.errorHandler(400, Misses::unreadable);
    router.errorHandler(404, Misses::missing);
    router.errorHandler(405, this::otherMethod);
    router.errorHandler(
        413,
        context ->
            Delivery.send(
                context, new Reply.Problem(413, "too_large", "the body is larger than 1 MiB")));
    router.errorHandler(500, Misses::broken);
  }

  private static final String UNREADABLE =
      "the address or the request cannot be read; a percent sign is followed by two hex digits";

  private static final String WITHOUT_HOST =
      "the Host header is missing or cannot be read; it is a host, or a host and a port";

  private static void unreadable(RoutingContext context) {
    var named = context.request().authority() != null;
    Delivery.send(context, Reply.refused(named ? UNREADABLE : WITHOUT_HOST));
  }

  /** A path or query whose escapes are none would surprise whoever reads it later. */
  static void readable(RoutingContext context) {
    try {
      context.request().params();
      context.next();
    } catch (IllegalArgumentException e) {
      Delivery.send(context, Reply.refused(UNREADABLE));
    }
  }

  private static void missing(RoutingContext context) {
    if (context.request().method().equals(HttpMethod.OPTIONS)
        && "*".equals(context.request().uri())) {
      context
          .response()
          .setStatusCode(204)
          .putHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS")
          .end();
      return;
    }
    Delivery.send(context, Reply.missing(context.request().path()));
  }

  private void otherMethod(RoutingContext context) {
    var allowed = allowed(context.request().path());
    context.response().putHeader(HttpHeaders.ALLOW, allowed);
    if (context.request().method().equals(HttpMethod.OPTIONS)) {
      context.response().setStatusCode(204).end();
      return;
    }
    Delivery.send(
        context,
        new Reply.Problem(
            405,
            "method_not_allowed",
            context.request().path() + " is there, but answers only " + allowed));
  }

  /** The router knows them too, and does not tell. */
  private String allowed(String path) {
    return endpoints.stream()
        .filter(endpoint -> path.matches(endpoint.path().replaceAll(":\\w+", "[^/]+")))
        .flatMap(endpoint -> withHead(endpoint.method()))
        .map(HttpMethod::name)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static Stream<HttpMethod> withHead(HttpMethod method) {
    return method.equals(HttpMethod.GET)
        ? Stream.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)
        : Stream.of(method, HttpMethod.OPTIONS);
  }

  private static void broken(RoutingContext context) {
    log.error("request broken path={}", context.request().path(), context.failure());
    Delivery.send(
        context, new Reply.Problem(500, "broken", "a bug in Lifeguard; its log has the trace"));
  }

  /** Of what did not even come to be a request: the connection cannot be used any more. */
  static void unreadable(HttpServerRequest request) {
    var problem = problem(request.decoderResult().cause());
    var body = problem.json().toBuffer().appendString("\n");
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(body)
        .onComplete(_ -> request.connection().close());
  }

  private static Reply.Problem problem(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ ->
          new Reply.Problem(414, "address_too_long", "the address is longer than 8 KiB");
      case TooLongHttpHeaderException _ ->
          new Reply.Problem(431, "headers_too_large", "the headers are larger than 16 KiB");
      default -> new Reply.Problem(400, "bad_request", "this is no HTTP request that can be read");
    };
  }
}

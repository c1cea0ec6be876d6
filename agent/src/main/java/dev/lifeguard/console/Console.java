package dev.lifeguard.console;

import dev.lifeguard.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The agent's HTTP face: routes, access, limits, errors. What is answered the endpoints know. */
public final class Console {
  private static final int BODY_LIMIT = 1024 * 1024;
  private static final int IDLE_SECONDS = 75;

  /** Where to listen, and who may ask. */
  public record Settings(String host, int port, List<Secret> tokens, boolean loopback) {
    public Settings {
      tokens = List.copyOf(tokens);
    }
  }

  private final Vertx vertx;
  private volatile Access access;
  private final Settings settings;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final HttpServer server;
  private final Limits limits = new Limits(System::nanoTime);

  public Console(Vertx vertx, Settings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.access = new Access(settings.tokens(), settings.loopback());
    this.server = vertx.createHttpServer(options());
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setCompressionSupported(true)
        .setMaxHeaderSize(16 * 1024)
        .setMaxInitialLineLength(8 * 1024)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setReuseAddress(true);
  }

  /** Lets others in from now on than before; the address stays. */
  public void trust(Settings changed) {
    access = new Access(changed.tokens(), changed.loopback());
  }

  public void serve(List<Endpoint> more) {
    endpoints.addAll(more);
  }

  /** Begins to listen; the future is the port. */
  public Future<Integer> start() {
    var router = Router.router(vertx);
    router.route().handler(Console::secure);
    router.route().handler(Misses::readable);
    router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
    endpoints.forEach(endpoint -> route(router, endpoint));
    new Misses(endpoints).on(router);
    return server
        .invalidRequestHandler(Misses::unreadable)
        .requestHandler(router)
        .listen(settings.port(), settings.host())
        .map(HttpServer::actualPort);
  }

  private void route(Router router, Endpoint endpoint) {
    var route = router.route(endpoint.method(), endpoint.path());
    if (endpoint.method().equals(HttpMethod.GET)) route.method(HttpMethod.HEAD);
    route.handler(context -> run(endpoint, context));
  }

  public Future<Void> stop() {
    return server.close();
  }

  private void run(Endpoint endpoint, RoutingContext context) {
    var refusal =
        limits
            .refusal(endpoint.kind(), context.request())
            .or(() -> access.refusal(endpoint.kind(), context.request()))
            .or(() -> Bodies.refusal(endpoint.kind(), context));
    if (refusal.isPresent()) {
      if (refusal.get().code().equals(Access.WRONG)) limits.guessed(context.request());
      Delivery.send(context, refusal.get());
      return;
    }
    endpoint
        .handler()
        .answer(new Asked(context))
        .onSuccess(reply -> Delivery.send(context, reply))
        .onFailure(context::fail);
  }

  private static void secure(RoutingContext context) {
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Security-Policy", policy("'self'"));
    context.next();
  }

  /** What a page of ours may load and do: nothing from elsewhere, and no style but the given. */
  static String policy(String styles) {
    return "default-src 'self'; style-src "
        + styles
        + "; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none';"
        + " form-action 'self'";
  }
}

package dev.lifeguard.console;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/**
 * One thing that can be asked of the agent over HTTP. Reading is open on loopback, everything that
 * changes something needs the token: {@link Kind} says which it is.
 *
 * @param path as Vert.x Web writes it: {@code /api/v1/alerts/:id}
 */
public record Endpoint(HttpMethod method, String path, Kind kind, Handler handler) {
  /** Who may ask. */
  public enum Kind {
    /** Everybody who reaches the port: liveness only. */
    OPEN,
    /** Loopback, or with the token. */
    READ,
    /** Only with the token. */
    WRITE
  }

  /** Answers on the event loop; slow work belongs behind the future. */
  @FunctionalInterface
  public interface Handler {
    Future<Reply> answer(Asked asked);
  }

  public static Endpoint open(String path, Handler handler) {
    return new Endpoint(HttpMethod.GET, path, Kind.OPEN, handler);
  }

  public static Endpoint read(String path, Handler handler) {
    return new Endpoint(HttpMethod.GET, path, Kind.READ, handler);
  }

  public static Endpoint write(HttpMethod method, String path, Handler handler) {
    return new Endpoint(method, path, Kind.WRITE, handler);
  }

  public static Endpoint post(String path, Handler handler) {
    return write(HttpMethod.POST, path, handler);
  }
}

package dev.lifeguard.console;

import dev.lifeguard.config.Secret;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides who may ask what. A page of another site must not reach a service on loopback through the
 * user's browser: so the Host has to be ours and a foreign Origin is refused, token or not.
 */
final class Access {
  private static final Set<String> LOOPBACK = Set.of("localhost", "::1");

  /** Every address of the loopback network; no name can be bound to a literal anew. */
  private static final Pattern LITERAL = Pattern.compile("127(\\.\\d{1,3}){3}");

  /** The code of a refusal because of a token that opens nothing. */
  static final String WRONG = "token_wrong";

  private final List<Secret> tokens;
  private final boolean loopback;

  /**
   * @param tokens each of them opens everything
   * @param loopback whether the server listens on loopback only, where reading needs no token
   */
  Access(List<Secret> tokens, boolean loopback) {
    this.tokens = List.copyOf(tokens);
    this.loopback = loopback;
  }

  /** Nothing, or why not. */
  Optional<Reply.Problem> refusal(Endpoint.Kind kind, HttpServerRequest request) {
    if (request.headers().getAll("Host").size() > 1)
      return refuse(400, "host_ambiguous", "the request has more than one Host header");
    if (loopback && !hostIsLoopback(request))
      return refuse(
          403,
          "host_refused",
          "the Host header does not name this machine; ask by localhost or 127.0.0.1");
    if (originIsForeign(request))
      return refuse(403, "origin_refused", "a page of another site may not ask this agent");
    return switch (kind) {
      case OPEN -> Optional.empty();
      case READ -> loopback ? Optional.empty() : withoutToken(request);
      case WRITE -> withoutToken(request);
    };
  }

  private Optional<Reply.Problem> withoutToken(HttpServerRequest request) {
    var header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    if (header.isEmpty())
      return refuse(
          401,
          "token_missing",
          "this needs 'Authorization: Bearer TOKEN'; the token is agent.token of the configuration,"
              + " or the local one in agent.json of the data-dir");
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7))
      return refuse(401, WRONG, "the header has to be 'Authorization: Bearer TOKEN'");
    var given = header.substring(7).strip();
    var known = false;
    for (var token : tokens) known |= token.matches(given); // no early end: same time for all
    return known ? Optional.empty() : refuse(401, WRONG, "the bearer token is not the agent's");
  }

  private static boolean hostIsLoopback(HttpServerRequest request) {
    var authority = request.authority();
    return authority != null
        && isLoopback(authority.host())
        && (request.uri().startsWith("/") || isLoopback(hostOf(request.uri())));
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.contains(bare(host)) || LITERAL.matcher(host).matches();
  }

  /** Of a request that names its server in its first line, as to a proxy. */
  private static String hostOf(String uri) {
    try {
      return Objects.requireNonNullElse(URI.create(uri).getHost(), "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean originIsForeign(HttpServerRequest request) {
    var origin = request.getHeader("Origin");
    if (origin == null) return false;
    var authority = request.authority();
    if (authority == null) return true;
    try {
      var uri = URI.create(origin);
      return uri.getHost() == null
          || !bare(uri.getHost()).equals(bare(authority.host()))
          || port(uri.getPort(), uri) != port(authority.port(), uri);
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /**
   * What is meant where no port is given: the origin's own scheme says it for both, as a proxy that
   * speaks TLS for us hides it from us.
   */
  private static int port(int given, URI origin) {
    if (given > 0) return given;
    return "https".equals(origin.getScheme()) ? 443 : 80;
  }

  private static String bare(String host) {
    var inside =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return inside.toLowerCase(Locale.ROOT);
  }

  private static Optional<Reply.Problem> refuse(int status, String code, String detail) {
    return Optional.of(new Reply.Problem(status, code, detail));
  }
}

package dev.lifeguard.probe.forward;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What must answer behind a forward, as a judgement of the bytes that have come so far. Pure. The
 * gateway's health page needs no token and makes no session.
 */
record Expectation(Expect expect, Endpoint destination) {
  /** A health page is a few hundred bytes; who sends more is something else. */
  static final int LIMIT = 64 * 1024;

  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: [^\r\n]*)?\r?\n");
  private static final String START = "HTTP/1.";
  private static final int SHOWN = 40;

  /** What the bytes so far come to. */
  sealed interface Judgement {
    record Met() implements Judgement {}

    record Undecided() implements Judgement {}

    record Wrong(Failure why) implements Judgement {}
  }

  /** What to say first; empty when the other side speaks first, or need not speak. */
  byte[] greeting() {
    return switch (expect) {
      case GATEWAY -> request("/healthz");
      case HTTP -> request("/");
      case BANNER, OPEN -> new byte[0];
    };
  }

  /** Whether an open channel is all that was asked for. */
  boolean metByOpening() {
    return expect == Expect.OPEN;
  }

  boolean isOfGateway() {
    return expect == Expect.GATEWAY;
  }

  Judgement judge(byte[] soFar, boolean ended) {
    if (soFar.length == 0) return ended ? brokenOff() : new Judgement.Undecided();
    var text = new String(soFar, StandardCharsets.ISO_8859_1);
    return switch (expect) {
      case OPEN, BANNER -> new Judgement.Met();
      case HTTP -> http(text, ended);
      case GATEWAY -> gateway(text, ended);
    };
  }

  private Judgement http(String text, boolean ended) {
    if (STATUS_LINE.matcher(text).lookingAt()) return new Judgement.Met();
    return isStartOfHttp(text) && !ended ? new Judgement.Undecided() : notHttp(text);
  }

  private Judgement gateway(String text, boolean ended) {
    var status = STATUS_LINE.matcher(text);
    if (!status.lookingAt())
      return isStartOfHttp(text) && !ended ? new Judgement.Undecided() : notHttp(text);
    if (saysItLives(text)) return new Judgement.Met();
    if (!ended && text.length() < LIMIT) return new Judgement.Undecided();
    var code = Integer.parseInt(status.group(1));
    return code >= 500
        ? wrong(Reason.HTTP_STATUS, "status " + code + " from /healthz")
        : wrong(Reason.NOT_A_GATEWAY, "/healthz is not the one of a gateway (status " + code + ")");
  }

  /** The body, whichever way it was framed: the outermost braces. */
  private static boolean saysItLives(String text) {
    var from = text.indexOf('{', Math.max(0, text.indexOf("\r\n\r\n")));
    var to = text.lastIndexOf('}');
    if (from < 0 || to < from || !text.contains("\r\n\r\n")) return false;
    try {
      var body = new JsonObject(text.substring(from, to + 1));
      return Boolean.TRUE.equals(body.getValue("ok")) && "live".equals(body.getValue("status"));
    } catch (DecodeException e) {
      return false; // not JSON, or not all of it yet
    }
  }

  private static boolean isStartOfHttp(String text) {
    return text.startsWith(START) ? text.indexOf('\n') < 0 : START.startsWith(text);
  }

  private Judgement notHttp(String text) {
    var reason = expect == Expect.GATEWAY ? Reason.NOT_A_GATEWAY : Reason.FRAME_MALFORMED;
    var line = text.lines().findFirst().orElse("");
    var shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    return wrong(reason, "answers \"" + shown.replaceAll("[^ -~…]", "?") + "\", which is no HTTP");
  }

  private Judgement brokenOff() {
    return wrong(Reason.RESET, destination + " took the connection and closed it without a word");
  }

  private static Judgement wrong(Reason reason, String detail) {
    return new Judgement.Wrong(new Failure(reason, detail));
  }

  private byte[] request(String path) {
    // Without an Origin: a gateway takes away the loopback's privileges from who sends one.
    return ("GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String host() {
    return destination.socket().isPresent() ? "localhost" : destination.toString();
  }
}

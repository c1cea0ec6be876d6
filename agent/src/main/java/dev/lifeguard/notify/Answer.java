package dev.lifeguard.notify;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a receiver answers, within bounds: neither a body that never ends nor one without measure
 * holds up its queue. Ends once; lives on one event-loop context.
 */
final class Answer {
  /** More than any service says; what is beyond is not read. */
  private static final int LONGEST = 1 << 20;

  private static final int SHOWN = 200;

  private final Promise<Buffer> taken = Promise.promise();
  private final Instant asked;
  private final Buffer body = Buffer.buffer();
  private Optional<HttpClientResponse> response = Optional.empty();
  private boolean ended;

  Answer(Instant asked) {
    this.asked = asked;
  }

  Future<Buffer> taken() {
    return taken.future();
  }

  void of(HttpClientRequest request, Buffer question) {
    taken.future().onComplete(_ -> end(request));
    request.send(question).onSuccess(this::heard).onFailure(this::failed);
  }

  private void heard(HttpClientResponse come) {
    response = Optional.of(come);
    come.handler(this::more).exceptionHandler(this::failed).endHandler(_ -> ended(come));
  }

  private void ended(HttpClientResponse come) {
    ended = true;
    judge(come);
  }

  /** Given up in the middle: nothing may drip in for ever. One that ended is kept for the next. */
  private void end(HttpClientRequest request) {
    if (!ended) request.reset();
  }

  private void more(Buffer chunk) {
    if (taken.future().isComplete()) return;
    body.appendBuffer(chunk, 0, Math.min(chunk.length(), LONGEST - body.length()));
    if (body.length() == LONGEST) response.ifPresent(this::judge);
  }

  private void judge(HttpClientResponse come) {
    var status = come.statusCode();
    if (status / 100 == 2) {
      taken.tryComplete(body);
      return;
    }
    var detail = "status " + status + ": " + shown(come);
    taken.tryFail(
        RetryAfter.asked(come.getHeader("Retry-After"), body, asked)
            .<FailedException>map(after -> new TooSoon(reason(status), detail, after))
            .orElseGet(() -> new FailedException(reason(status), detail)));
  }

  private String shown(HttpClientResponse come) {
    if (come.getHeader("Location") != null)
      return "it sends on to another address; give that one, it is not followed";
    var text = body.getString(0, Math.min(SHOWN, body.length()));
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static Reason reason(int status) {
    return switch (status) {
      case 401, 403 -> Reason.UNAUTHORIZED;
      case 429 -> Reason.RATE_LIMITED;
      // the notice's own fault; that an address is not there is none of its
      case 400, 413, 415, 422 -> Reason.REQUEST_REJECTED;
      default -> Reason.HTTP_STATUS;
    };
  }

  void failed(Throwable e) {
    taken.tryFail(e);
  }

  void late(Duration deadline) {
    var within = " within " + deadline.toSeconds() + " s";
    taken.tryFail(
        new FailedException(
            Reason.TIMEOUT,
            response
                .map(it -> "status " + it.statusCode() + ", but its answer does not end" + within)
                .orElse("no answer" + within)));
  }
}

package dev.lifeguard.notify.chat;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * What the numbers mean that a service puts into an answer of status 200: zero is taken; too soon
 * and unknown are no fault of the notice, which must not be given up for them.
 *
 * @param names of the number, the first one that is there counts
 * @param text where the service says it in words
 * @param tooSoon numbers that ask to be slower
 * @param stranger numbers that say that we are not who may post: key, signature, address
 */
record Codes(List<String> names, String text, Set<Integer> tooSoon, Set<Integer> stranger) {
  static final Codes FEISHU_CODES =
      new Codes(
          List.of("code", "StatusCode"), "msg", Set.of(9499, 11232), Set.of(19001, 19021, 19022));

  static final Codes DINGTALK_CODES =
      new Codes(
          List.of("errcode"), "errmsg", Set.of(130101, 410100), Set.of(300001, 300005, 310000));

  static final Codes WECOM_CODES =
      new Codes(List.of("errcode"), "errmsg", Set.of(45009, 45033), Set.of(93000, 40001, 40014));

  /** Its own trouble, as DingTalk and WeCom number it. */
  private static final int BUSY = -1;

  /** Throws a {@link FailedException} when the answer means no. */
  void judge(JsonObject answer) {
    for (var name : names)
      if (answer.getValue(name) instanceof Number number) {
        judge(number.intValue(), Loosely.text(answer, text));
        return;
      }
    throw new FailedException(Reason.REQUEST_REJECTED, "an answer without " + names.getFirst());
  }

  private void judge(int code, String words) {
    if (code != 0) throw new FailedException(reason(code), (code + " " + words).strip());
  }

  private Reason reason(int code) {
    if (code == BUSY) return Reason.UNAVAILABLE;
    if (tooSoon.contains(code)) return Reason.RATE_LIMITED;
    return stranger.contains(code) ? Reason.UNAUTHORIZED : Reason.REQUEST_REJECTED;
  }
}

package dev.lifeguard.report;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The first words of what was done and told, in the reader's language. What follows them is what
 * programs said, and stays as it is.
 */
record Heads(Tongue tongue) {
  private static final Map<String, String> CHINESE =
      Map.ofEntries(
          Map.entry("suggested", "已建议"),
          Map.entry("waits for approval", "等待批准"),
          Map.entry("approved by", "批准人："),
          Map.entry("rejected by", "拒绝人："),
          Map.entry("started", "已开始"),
          Map.entry("done", "完成"),
          Map.entry("skipped", "跳过"),
          Map.entry("rolled back", "已回滚"),
          Map.entry("verified", "已验证"),
          Map.entry("failed", "失败"),
          Map.entry("inconclusive", "结果不明"),
          Map.entry("rejected", "已拒绝"),
          Map.entry("expired", "已过期"),
          Map.entry("not run", "未执行"),
          Map.entry("breaker open", "熔断器打开"),
          Map.entry("breaker half open", "熔断器半开"),
          Map.entry("breaker closed", "熔断器关闭"),
          Map.entry("queued", "排队"),
          Map.entry("withheld", "未发送"),
          Map.entry("logged", "仅记入日志"),
          Map.entry("delivered", "已送达"),
          Map.entry("given-up", "放弃发送"));

  /** The longest first, so that none hides a longer one. */
  private static final Pattern HEAD =
      Pattern.compile(
          "^("
              + CHINESE.keySet().stream()
                  .sorted((a, b) -> b.length() - a.length())
                  .map(Pattern::quote)
                  .collect(Collectors.joining("|"))
              + ")(?![\\w-])");

  String of(String text) {
    return tongue.say(
        text, HEAD.matcher(text).replaceFirst(head -> CHINESE.getOrDefault(head.group(1), "")));
  }
}

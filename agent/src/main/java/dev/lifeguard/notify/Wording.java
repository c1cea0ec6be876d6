package dev.lifeguard.notify;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.cause.ChineseFix;
import dev.lifeguard.notify.Notice.Told;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns a notice into a title and lines for people, in their language. Pure. */
public record Wording(Language language, ZoneId zone) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z");

  /** The headline is the worst of what still stands. */
  private static final Comparator<Told> HEADLINE =
      Comparator.comparing((Told alert) -> !alert.firing()).thenComparing(Told::severity);

  public String title(Notice notice) {
    return notice.alerts().stream()
        .min(HEADLINE)
        .map(alert -> head(alert) + others(notice.alerts().size() - 1 + notice.more()))
        .orElse("");
  }

  private String head(Told alert) {
    var where = alert.gateway().isEmpty() ? "" : " " + alert.gateway();
    return "[" + state(alert) + "] " + alert.name() + where;
  }

  private String others(int count) {
    return count > 0 ? say(" (+%d more)", "（另有 %d 条）").formatted(count) : "";
  }

  /** One paragraph an alert: what, since when, why, what to do first. */
  public List<String> lines(Notice notice) {
    var lines = new ArrayList<String>();
    for (var alert : notice.alerts()) describe(alert, lines);
    if (notice.more() > 0)
      lines.add(say("%d more alerts are not shown.", "另有 %d 条告警未显示。").formatted(notice.more()));
    notice.link().ifPresent(link -> lines.add(say("Incident: ", "事件：") + link));
    return lines;
  }

  public String text(Notice notice) {
    return String.join("\n", lines(notice));
  }

  /** What stands on the button that takes an alert. */
  public String take(Told alert) {
    return say("I take ", "认领 ") + alert.name();
  }

  private void describe(Told alert, List<String> lines) {
    lines.add(state(alert) + ": " + alert.name() + labels(alert));
    alert.annotation("summary").ifPresent(text -> lines.add("  " + text));
    lines.add("  " + say("since ", "开始于 ") + clock(alert.startsAt()));
    if (!alert.firing())
      alert.endsAt().ifPresent(end -> lines.add("  " + say("over at ", "恢复于 ") + clock(end)));
    line(alert, "evidence", say("seen: ", "观测："), lines);
    line(alert, Notice.WHY, say("told now: ", "通知原因："), lines);
    line(alert, "cause", say("cause: ", "原因："), lines);
    if (!alert.firing()) return;
    alert.annotation("fix").ifPresent(fix -> lines.add("  " + fix(alert, fix)));
    line(alert, "first", say("first: ", "首先："), lines);
    line(alert, "runbook", say("runbook: ", "手册："), lines);
  }

  private String fix(Told alert, String english) {
    if (language != Language.ZH) return "fix: " + english;
    var chinese =
        alert
            .annotation("cause")
            .flatMap(Cause::of)
            .map(cause -> ChineseFix.of(cause, english))
            .orElse(english);
    return "修复：" + chinese;
  }

  private static void line(Told alert, String annotation, String head, List<String> lines) {
    alert.annotation(annotation).ifPresent(text -> lines.add("  " + head + text));
  }

  private static String labels(Told alert) {
    var labels = new StringBuilder();
    alert
        .labels()
        .forEach(
            (name, value) -> {
              if (!name.equals("alertname") && !name.equals("severity"))
                labels.append(' ').append(name).append('=').append(value);
            });
    return labels.toString();
  }

  private String state(Told alert) {
    var word =
        switch (alert.occasion()) {
          case FIRED -> say("FIRING", "告警");
          case REMINDED -> say("STILL FIRING", "仍在告警");
          case ESCALATED -> say("ESCALATED", "告警升级");
          case TAKEN -> say("TAKEN", "已接手");
          case RESOLVED -> say("RESOLVED", "恢复");
          case TESTED -> say("TEST", "测试");
          case SUMMONED -> say("PLEASE COME", "请处理");
        };
    return alert.occasion() == Occasion.TESTED ? word : alert.severity().level() + " " + word;
  }

  private String clock(Instant at) {
    return CLOCK.format(at.atZone(zone));
  }

  private String say(String english, String chinese) {
    return language == Language.ZH ? chinese : english;
  }
}

package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.Told;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Turns a notice into a title and lines for people, in their language. Pure. */
public record Wording(Language language, ZoneId zone) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z");

  public String title(Notice notice) {
    var what = notice.alerts().isEmpty() ? "" : notice.alerts().getFirst().name();
    var where = notice.alerts().isEmpty() ? "" : notice.alerts().getFirst().gateway();
    var others = notice.alerts().size() - 1 + notice.more();
    var head = "[" + notice.worst() + " " + state(notice.firing()) + "] " + what;
    return head
        + (where.isEmpty() ? "" : " " + where)
        + (others > 0 ? say(" (+%d more)", "（另有 %d 条）").formatted(others) : "");
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

  private void describe(Told alert, List<String> lines) {
    var labels = new ArrayList<String>();
    alert
        .labels()
        .forEach(
            (name, value) -> {
              if (!name.equals("alertname") && !name.equals("severity"))
                labels.add(name + "=" + value);
            });
    lines.add(
        alert.level()
            + " "
            + state(alert.firing())
            + ": "
            + alert.name()
            + " "
            + String.join(" ", labels));
    alert.annotation("summary").ifPresent(text -> lines.add("  " + text));
    lines.add("  " + say("since ", "开始于 ") + CLOCK.format(alert.startsAt().atZone(zone)));
    alert
        .endsAt()
        .filter(_ -> !alert.firing())
        .ifPresent(
            end -> lines.add("  " + say("over at ", "恢复于 ") + CLOCK.format(end.atZone(zone))));
    alert.annotation("cause").ifPresent(text -> lines.add("  " + say("cause: ", "原因：") + text));
    if (!alert.firing()) return;
    alert.annotation("first").ifPresent(text -> lines.add("  " + say("first: ", "首先：") + text));
    alert.annotation("runbook").ifPresent(text -> lines.add("  " + say("runbook: ", "手册：") + text));
  }

  private String state(boolean firing) {
    return firing ? say("FIRING", "告警") : say("RESOLVED", "恢复");
  }

  private String say(String english, String chinese) {
    return language == Language.ZH ? chinese : english;
  }
}

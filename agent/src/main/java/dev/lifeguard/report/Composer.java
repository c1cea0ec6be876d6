package dev.lifeguard.report;

import dev.lifeguard.report.Entry.Kind;
import dev.lifeguard.report.Report.Block;
import dev.lifeguard.report.Report.Section;
import dev.lifeguard.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lays out the report of an incident after the runbook's template, from what was recorded and
 * nothing else. Pure.
 */
public final class Composer {
  private final IncidentRecord seen;
  private final Tongue tongue;

  private Composer(IncidentRecord seen, Tongue tongue) {
    this.seen = seen;
    this.tongue = tongue;
  }

  public static Report compose(IncidentRecord seen, Reader reader) {
    return new Composer(seen, new Tongue(reader.language(), reader.zone())).compose();
  }

  private Report compose() {
    var root = seen.incident().rootMember();
    return new Report(
        say("Incident report: ", "故障报告：") + root,
        List.of(
            new Section(say("1. Basic data", "一、基本信息"), List.of(basics())),
            new Section(say("2. Symptoms", "二、故障现象"), new Symptoms(seen, tongue).blocks()),
            new Section(say("3. Root cause", "三、根因分析"), new RootCause(seen, tongue).blocks()),
            new Section(say("4. What was done", "四、处理过程"), new Measures(seen, tongue).blocks()),
            new Section(
                say("5. Improvements (suggestions from what was seen)", "五、改进措施（根据观测给出的建议）"),
                new Improvements(seen, tongue).blocks()),
            new Section(say("6. Lessons", "六、经验教训"), List.of(lessons())),
            new Section(say("Appendix: timeline", "附录：时间线"), List.of(timeline()))));
  }

  private Block basics() {
    var incident = seen.incident();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of(say("Level", "级别"), level()));
    rows.add(List.of(say("Incident", "编号"), incident.id()));
    rows.add(List.of(say("Found", "发现时间"), tongue.clock(incident.openedAt())));
    rows.add(List.of(say("Recovered", "恢复时间"), recovered()));
    rows.add(List.of(say("Lasted", "持续时间"), tongue.lasted(seen.lasted())));
    rows.add(List.of(say("Gateways", "影响网关"), String.join(", ", seen.gateways())));
    rows.add(List.of(say("Scope", "影响范围"), scope()));
    rows.add(List.of(say("Taken by", "负责人"), owners()));
    return new Block.Table(List.of("", ""), rows);
  }

  private String level() {
    var severity = seen.incident().severity();
    return severity.level() + " (" + say(severity.code(), inChinese(severity)) + ")";
  }

  private static String inChinese(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "严重";
      case WARNING -> "警告";
      case INFO -> "提示";
    };
  }

  private String recovered() {
    return seen.incident().closedAt().map(tongue::clock).orElse(say("not yet", "尚未恢复"));
  }

  private String scope() {
    return seen.incident().members().stream()
        .map(member -> member.subject().toString())
        .filter(subject -> !subject.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private String owners() {
    var owners = String.join(", ", seen.owners());
    return owners.isEmpty() ? say("nobody", "无") : owners;
  }

  /** Only people learn lessons: what they noted stands here. */
  private Block lessons() {
    var notes =
        seen.entries(Kind.NOTE).stream()
            .map(entry -> tongue.time(entry.at()) + " " + entry.text())
            .toList();
    return new Block.Items("", notes, tongue.nothing());
  }

  private Block timeline() {
    return new Block.Table(
        List.of(say("Time", "时间"), say("Kind", "类别"), say("What", "内容")),
        seen.entries().stream()
            .map(entry -> List.of(tongue.time(entry.at()), what(entry), told(entry)))
            .toList());
  }

  private String told(Entry entry) {
    var heads = new Heads(tongue);
    return switch (entry.kind()) {
      case TOLD -> heads.of(entry.text());
      case REMEDY -> remedied(entry, heads);
      case SEEN, ALERT, CAUSE, PATH, NOTE -> entry.text();
    };
  }

  private static String remedied(Entry entry, Heads heads) {
    var action = entry.detail().getString("action", "");
    var result = entry.detail().getString("result", "");
    return action.isEmpty() ? entry.text() : action + ": " + heads.of(result);
  }

  private String what(Entry entry) {
    return entry.kind() == Kind.ALERT
        ? new Labels(tongue).of(entry.what())
        : new Labels(tongue).of(entry.kind());
  }

  private String say(String english, String chinese) {
    return tongue.say(english, chinese);
  }
}

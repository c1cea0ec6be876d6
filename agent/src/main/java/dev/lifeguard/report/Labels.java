package dev.lifeguard.report;

import dev.lifeguard.report.Entry.Kind;
import java.util.Map;

/** What kinds of entries are called. */
record Labels(Tongue tongue) {
  /** The kinds of what alerts and incidents do, as their events name them. */
  private static final Map<String, String> CHINESE =
      Map.ofEntries(
          Map.entry("opened", "故障开启"),
          Map.entry("grew", "范围扩大"),
          Map.entry("rerooted", "根因变更"),
          Map.entry("absorbed", "并入其他故障"),
          Map.entry("closed", "故障关闭"),
          Map.entry("alert-pending", "告警待定"),
          Map.entry("alert-calmed", "告警平息"),
          Map.entry("alert-fired", "告警触发"),
          Map.entry("alert-recovering", "告警恢复中"),
          Map.entry("alert-relapsed", "告警复发"),
          Map.entry("alert-resolved", "告警恢复"),
          Map.entry("alert-unknown", "无法判定"),
          Map.entry("alert-flapping", "告警抖动"),
          Map.entry("alert-steadied", "告警稳定"),
          Map.entry("alert-suppressed", "告警被抑制"),
          Map.entry("alert-unsuppressed", "抑制解除"),
          Map.entry("alert-acknowledged", "已接手"),
          Map.entry("alert-unacknowledged", "取消接手"),
          Map.entry("alert-reminder-due", "再次提醒"),
          Map.entry("alert-escalated", "升级"));

  String of(String event) {
    return tongue.say(event.replace('-', ' '), CHINESE.getOrDefault(event, event));
  }

  String of(Kind kind) {
    return switch (kind) {
      case SEEN -> tongue.say("seen", "观测");
      case ALERT -> tongue.say("alert", "告警");
      case CAUSE -> tongue.say("cause", "原因");
      case TOLD -> tongue.say("told", "通知");
      case REMEDY -> tongue.say("remedy", "修复");
      case PATH -> tongue.say("path", "路径");
      case NOTE -> tongue.say("note", "备注");
    };
  }
}

package dev.lifeguard.report;

import dev.lifeguard.report.Entry.Kind;

/** What kinds of entries are called. */
record Labels(Tongue tongue) {
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

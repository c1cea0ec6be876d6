package dev.lifeguard.report;

import dev.lifeguard.notify.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Says things in the reader's language, and times on the reader's clock. */
record Tongue(Language language, ZoneId zone) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z");
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");

  String say(String english, String chinese) {
    return switch (language) {
      case EN -> english;
      case ZH -> chinese;
    };
  }

  String clock(Instant at) {
    return CLOCK.format(at.atZone(zone));
  }

  String time(Instant at) {
    return SHORT.format(at.atZone(zone));
  }

  String lasted(Duration span) {
    var hours = span.toHours();
    var minutes = span.toMinutesPart();
    var seconds = span.toSecondsPart();
    if (hours > 0) return say("%d h %d min", "%d 小时 %d 分").formatted(hours, minutes);
    if (minutes > 0) return say("%d min %d s", "%d 分 %d 秒").formatted(minutes, seconds);
    if (seconds == 0) return say("less than 1 s", "不到 1 秒");
    return say("%d s", "%d 秒").formatted(seconds);
  }

  /** What stands where nothing was recorded. */
  String nothing() {
    return say("Nothing was recorded.", "未记录。");
  }
}

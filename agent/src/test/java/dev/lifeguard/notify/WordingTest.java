package dev.lifeguard.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.cause.CauseText;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.notify.Notice.Told;
import java.time.ZoneOffset;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WordingTest {
  private static final Names FAR = Names.NONE.with("host", "far.example");

  @Test
  void whatMendsItIsSaidInTheReadersLanguageWithTheSameCommands() {
    var notice = Notices.of("n", fixed(Cause.CHANNEL_LIMIT));
    assertThat(new Wording(Language.EN, ZoneOffset.UTC).text(notice))
        .contains("fix: On far.example, in sshd_config: MaxSessions 10; $ systemctl reload ssh");
    assertThat(new Wording(Language.ZH, ZoneOffset.UTC).text(notice))
        .contains("修复：在 far.example 的 sshd_config 中:MaxSessions 10; $ systemctl reload ssh");
  }

  private static Told fixed(Cause cause) {
    var told = Notices.because(cause.code(), Notices.told("k", "down", "home", Occasion.FIRED));
    var texts = new TreeMap<>(told.annotations());
    texts.put("fix", String.join("; ", CauseText.of(cause).fix(FAR)));
    return new Told(told.key(), told.occasion(), told.about(), texts, told.span());
  }
}

package dev.lifeguard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.notify.Language;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "waits for approval           | 等待批准",
        "verified: gateway is running | 已验证: gateway is running",
        "approved by ada              | 批准人： ada",
        "breaker half open: one run   | 熔断器半开: one run",
        "logged (fired): seen         | 仅记入日志 (fired): seen",
        "given-up                     | 放弃发送",
        "doneness is no head          | doneness is no head",
        "what a program says          | what a program says",
      })
  void theFirstWordsAreSaidInChineseAndTheRestStays(String english, String chinese) {
    assertThat(new Heads(new Tongue(Language.ZH, ZoneOffset.UTC)).of(english)).isEqualTo(chinese);
    assertThat(new Heads(new Tongue(Language.EN, ZoneOffset.UTC)).of(english)).isEqualTo(english);
  }
}

package dev.lifeguard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.Incident;
import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.notify.Language;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.report.Entry.Kind;
import dev.lifeguard.rule.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Instant OPENED = Instant.parse("2026-11-20T03:14:15Z");
  private static final Incident.Member MEMBER =
      new Incident.Member(
          "a1",
          "gateway_down",
          Severity.CRITICAL,
          Subject.gateway("home"),
          OPENED,
          Optional.empty());

  @Test
  void followsTheRunbooksTemplateInBothLanguages() {
    assertThat(markdown(Language.EN, record(true)))
        .containsSubsequence(
            "# Incident report: gateway\\_down on home",
            "## 1. Basic data",
            "| Level | P0 (critical) |",
            "| Found | 2026-11-20 03:14:15 Z |",
            "| Recovered | 2026-11-20 03:16:20 Z |",
            "| Lasted | 2 min 5 s |",
            "## 2. Symptoms",
            "## 3. Root cause",
            "## 4. What was done",
            "## 5. Improvements",
            "## 6. Lessons");
    assertThat(markdown(Language.ZH, record(true)))
        .containsSubsequence(
            "# 故障报告：", "| 级别 | P0 (严重) |", "| 持续时间 | 2 分 5 秒 |", "## 三、根因分析", "## 六、经验教训");
  }

  /** Advice that waits for a code which nobody ever says would never be given. */
  @Test
  void everyCodeThatCallsForAdviceIsACauseAReasonOrAShippedAlert() throws IOException {
    var known = new TreeSet<>(Cause.codes());
    for (var reason : Reason.values()) known.add(reason.code());
    try (var files = Files.list(Peers.project().resolve("rules"))) {
      for (var file : files.filter(file -> file.toString().endsWith(".yaml")).toList())
        Pattern.compile("name: (\\w+)")
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> known.add(found.group(1)));
    }
    for (var advice : Advice.ALL) assertThat(known).containsAll(advice.seen());
  }

  @Test
  void saysThatNothingWasRecordedInsteadOfInventing() {
    var text = markdown(Language.EN, record(false));
    assertThat(text)
        .contains("| Recovered | not yet |", "| Taken by | nobody |", "_No cause was found._")
        .containsPattern("\\*\\*For users\\*\\*\\s+_Nothing was recorded\\._");
  }

  @Test
  void namesTheDiagnosedCauseWithItsEvidenceAndWhatHelpsAgainstIt() {
    var cause =
        new JsonObject()
            .put("cause", "key_permission")
            .put("confidence", "certain")
            .put("evidenceFor", new JsonArray(List.of("mode 0644")));
    var found =
        new Entry(
            OPENED,
            Kind.CAUSE,
            "key_permission",
            new JsonObject().put("findings", new JsonArray(List.of(cause))));
    assertThat(markdown(Language.EN, record(true, found)))
        .contains("key\\_permission (certain)")
        .contains("evidence: mode 0644")
        .contains("Put the key right (mode 0600");
  }

  @Test
  void takesForTheTriggerWhatWentWrongFirstAndStillWasWhenTheIncidentOpened() {
    var entries =
        new Entry[] {
          seen(-60, "tunnel_state", "pending", "active"),
          seen(-50, "tunnel_up", "1", "0"),
          seen(-45, "tunnel_up", "0", "1"),
          seen(-5, "gateway_state", "running", "unreachable"),
          seen(-2, "gateway_state", "unreachable", "stopped")
        };
    assertThat(markdown(Language.EN, record(true, entries)))
        .containsPattern(
            "\\*\\*Trigger\\*\\*\\s+- 11-20 03:14:13 gateway\\\\_state of home: unreachable");
  }

  private static Entry seen(int seconds, String fact, String from, String to) {
    var detail =
        new JsonObject().put("fact", fact).put("subject", "home").put("from", from).put("to", to);
    var text = fact + " of home: " + from + " → " + to;
    return new Entry(OPENED.plusSeconds(seconds), Kind.SEEN, text, detail);
  }

  @Test
  void namesWhoTookItThoughTheAlertItselfHasForgottenAtItsEnd() {
    var taken = done("alert-acknowledged", "gateway_down on home: taken by ada");
    var back = done("alert-unacknowledged", "gateway_down on home: given back");
    assertThat(markdown(Language.EN, record(true, taken))).contains("| Taken by | ada |");
    assertThat(markdown(Language.EN, record(true, taken, back))).contains("| Taken by | nobody |");
  }

  private static Entry done(String what, String text) {
    return new Entry(OPENED, Kind.ALERT, text, new JsonObject().put("what", what));
  }

  @Test
  void namesWhatAlertsDidInTheLanguageOfTheReport() {
    var fired = new Entry(OPENED, Kind.ALERT, "down", new JsonObject().put("what", "alert-fired"));
    assertThat(markdown(Language.ZH, record(true, fired))).contains("| 告警触发 | down |");
    assertThat(markdown(Language.EN, record(true, fired))).contains("| alert fired | down |");
  }

  @Test
  void takesWhatWasRecordedForTextAndNeverForMarkup() {
    var hostile = new Entry(OPENED, Kind.NOTE, "<script>alert(1)</script> | **x** \n# y");
    assertThat(markdown(Language.EN, record(true, hostile)))
        .contains("\\<script\\>alert(1)\\</script\\> \\| \\*\\*x\\*\\*  \\# y")
        .doesNotContain("\n# y");
    var page =
        Html.write(
            Composer.compose(record(true, hostile), new Reader(Language.EN, ZoneOffset.UTC)),
            Language.EN);
    assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("<script");
  }

  private static String markdown(Language language, IncidentRecord record) {
    return Markdown.write(Composer.compose(record, new Reader(language, ZoneOffset.UTC)));
  }

  private static IncidentRecord record(boolean over, Entry... entries) {
    var closed = over ? Optional.of(OPENED.plusSeconds(125)) : Optional.<Instant>empty();
    var incident = new Incident("i1", "home", List.of(MEMBER), "a1", OPENED, closed);
    return new IncidentRecord(incident, List.of(), List.of(entries), OPENED.plusSeconds(600));
  }
}

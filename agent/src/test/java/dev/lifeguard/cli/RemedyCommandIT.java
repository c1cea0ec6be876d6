package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remedies as a person runs, answers and stops them, and as Alertmanager and links do. */
class RemedyCommandIT {
  private static final String HOOK = "/api/v1/hooks/alertmanager";

  private static MendedFleet fleet;

  @BeforeAll
  static void start() throws IOException {
    fleet = new MendedFleet();
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @AfterEach
  void resume() {
    fleet.type("remedy", "resume");
  }

  @Test
  void listShowAndDryRunTellAndDoNothing() {
    assertThat(fleet.type("remedy", "list").out())
        .contains("mend", "NightlyBreak", "cellar observe", "ask-briefly");
    assertThat(fleet.type("remedy", "show", "ask").out())
        .contains("remedies.yaml:", "approve", "touch");
    var dry = fleet.type("remedy", "run", "slow", "--gateway", "attic", "--dry-run");
    assertThat(dry.exit()).isZero();
    assertThat(dry.out()).contains("sleep", "cooldown", "blast_radius");
    assertThat(fleet.type("remedy", "runs", "--json").out()).doesNotContain("\"slow\"");
  }

  @Test
  void whatIsWrongIsSaidWithItsMend() {
    assertThat(fleet.type("remedy", "show", "../../etc").err()).contains("../../etc");
    assertThat(fleet.type("remedy", "run", "mend").err()).contains("--gateway", "home", "attic");
    assertThat(fleet.type("remedy", "run", "nothing", "--gateway", "home").err())
        .contains("a remedy nothing");
    assertThat(fleet.type("remedy", "run", "mend", "--gateway", "moon").err()).contains("moon");
    assertThat(fleet.type("remedy", "run", "mend", "--gateway", "atic", "--dry-run").err())
        .contains("a gateway atic", "did you mean \"attic\"?");
    assertThat(fleet.type("remedy", "run", "mnd", "--gateway", "home").err())
        .contains("a remedy mnd", "did you mean \"mend\"?");
    assertThat(
            fleet.type("remedy", "run", "mend", "--gateway", "home", "--subject", "chanel=x").err())
        .contains("\"chanel\" is no part of a gateway", "channel");
    assertThat(
            fleet
                .type("remedy", "run", "mend", "--gateway", "home", "--subject", "tunnel=a\nb")
                .err())
        .contains("tunnel names nothing");
    assertThat(
            fleet.type("remedy", "run", "mend", "--gateway", "home", "--despite", "patience").err())
        .contains("no gate", "cooldown");
    assertThat(fleet.type("remedy", "approve", "r0").err()).contains("r0");
    assertThat(fleet.type("remedy", "show", "").err()).contains("is no name");
    for (var list : List.of("runs", "audit"))
      assertThat(fleet.type("remedy", list, "--gateway", "moon").err())
          .contains("a gateway moon (there is attic, cellar, home) is not known");
    assertThat(fleet.type("remedy", "stop").err()).contains("--all");
  }

  @Test
  void withoutAnAgentItSaysHowToStartOne(@TempDir Path folder) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("lifeguard.yaml"),
            "agent: {listen: \"127.0.0.1:1\", data-dir: data}\n"
                + "gateways: [{name: home, url: \"ws://127.0.0.1:1\"}]\n");
    var ran = Ran.of("remedy", "list", "--config", file);
    assertThat(ran.exit()).isNotZero();
    assertThat(ran.err()).contains("lifeguard run");
  }

  @Test
  void aPersonsRunIsWrittenDownAndCoolsDown() throws IOException {
    var ran = fleet.type("remedy", "run", "mend", "--gateway", "attic", "--who", "ada");
    assertThat(ran.exit()).isZero();
    var id = fleet.lastRun().getString("id");
    fleet.awaitState(id, "verified");
    assertThat(fleet.type("remedy", "show", id).out()).contains("verified", "tcp_latency");
    assertThat(fleet.type("remedy", "audit", "--gateway", "attic").out())
        .contains("cli:ada", "started", "finished", id);
    var again = fleet.type("remedy", "run", "mend", "--gateway", "attic");
    assertThat(again.exit()).isNotZero();
    assertThat(again.err() + again.out()).contains("cools down until", "--despite cooldown");
    var both = fleet.type("remedy", "run", "mend", "--gateway", "attic", "--gateway", "cellar");
    assertThat(both.exit()).isEqualTo(Lifeguard.FOUND);
    assertThat(both.out()).contains("attic: cooldown", "cellar");
  }

  @Test
  void stopEndsWhatIsAtWorkAndHoldsEverythingUntilResume() {
    fleet.type("remedy", "run", "slow", "--gateway", "home");
    var id = fleet.lastRun().getString("id");
    assertThat(fleet.type("remedy", "stop", "--all", "--reason", "a drill").out())
        .contains("lifeguard remedy resume");
    fleet.awaitState(id, "inconclusive");
    assertThat(fleet.type("remedy", "list").out()).contains("a drill");
    assertThat(fleet.type("remedy", "run", "slow", "--gateway", "home").err())
        .contains("stopped", "lifeguard remedy resume");
    assertThat(fleet.type("remedy", "resume").exit()).isZero();
    assertThat(fleet.type("remedy", "list").out()).doesNotContain("a drill");
  }

  @Test
  void aQuestionIsAnsweredByWordOrByALinkThatIsGoodOnce() throws Exception {
    hook("NeedsYes", "aa1", "home", "ok");
    var link = fleet.link();
    var id = fleet.lastRun().getString("id");
    assertThat(fleet.open(link).body()).contains("Run ask on home", "Yes, do it");
    assertThat(fleet.open(link).body()).as("looking answers nothing").contains("Yes, do it");
    assertThat(fleet.open(tampered(link)).body()).contains("used already");
    assertThat(fleet.stranger(link, "perhaps").statusCode()).isEqualTo(400);
    assertThat(fleet.wrote("asked")).isFalse();
    assertThat(fleet.stranger(link, "answer=yes").body()).contains("Thank you");
    fleet.agent.await("it ran", () -> fleet.wrote("asked"));
    assertThat(fleet.stranger(link, "answer=yes").body()).contains("used already");
    assertThat(fleet.open(link).body()).doesNotContain("Yes, do it");
    assertThat(fleet.type("remedy", "reject", id).exit()).isNotZero();
    hook("NeedsYes", "aa2", "attic", "ok");
    fleet.link();
    var second = fleet.lastRun().getString("id");
    assertThat(fleet.type("remedy", "reject", second, "--reason", "not now").out())
        .contains("rejected", "not now");
  }

  private static String tampered(String link) {
    var last = link.charAt(link.length() - 2);
    return link.substring(0, link.length() - 2)
        + (last == 'x' ? 'y' : 'x')
        + link.charAt(link.length() - 1);
  }

  @Test
  void aQuestionThatNobodyAnswersExpiresAndItsLinkIsVoid() throws Exception {
    fleet.type("remedy", "run", "ask-briefly", "--gateway", "attic");
    var id = fleet.lastRun().getString("id");
    var link = fleet.link();
    fleet.awaitState(id, "expired");
    assertThat(fleet.open(link).body()).contains("its question is over");
    assertThat(fleet.stranger(link, "answer=yes").body()).doesNotContain("Thank you");
    assertThat(fleet.wrote("briefly")).isFalse();
  }

  private static String hook(String alert, String fingerprint, String gateway, String channel) {
    return fleet.post(HOOK, group("firing", alert, fingerprint, gateway, channel)).body();
  }

  private static String group(String status, String alert, String print, String at, String word) {
    return """
    {"version": "4", "alerts": [{"status": "%s", "fingerprint": "%s", "startsAt": "2026-01-01T00:00:00Z",
      "labels": {"alertname": "%s", "gateway": "%s", "channel": "%s"}}]}
    """
        .formatted(status, print, alert, at, word);
  }

  @Test
  void alertmanagerIsBelievedOnlyWithATokenAndInItsOwnShape() {
    var good = group("firing", "Nothing", "bb1", "home", "ok");
    assertThat(fleet.stranger(HOOK, good).statusCode()).isEqualTo(401);
    assertThat(fleet.post(HOOK, "[]").statusCode()).isEqualTo(400);
    assertThat(fleet.post(HOOK, good.replace("\"4\"", "\"5\"")).body()).contains("version 5");
    assertThat(fleet.post(HOOK, "{\"alerts\": [{}]}").body()).contains("alerts[0].labels");
    assertThat(fleet.post(HOOK, good.replace("firing", "burning")).body()).contains(".status");
    assertThat(fleet.post(HOOK, good.replace("2026-01", "2026-13")).body()).contains(".startsAt");
    assertThat(fleet.post(HOOK, good.replace("ok", "x".repeat(2_000_000))).statusCode())
        .isEqualTo(413);
    assertThat(fleet.post(HOOK, good).body()).contains("unknown_alert");
    assertThat(hook("NightlyBreak", "bb2", "moon", "ok")).contains("unknown_gateway");
    assertThat(fleet.post(HOOK, group("resolved", "NightlyBreak", "bb3", "home", "ok")).body())
        .contains("resolved");
    assertThat(fleet.agent.text("/metrics"))
        .containsPattern("lifeguard_hook_alerts_total\\{result=\"unknown_alert\",?\\} 1");
    assertThat(fleet.wrote("told")).isFalse();
  }

  @Test
  void aHostileLabelIsDataOnceAndNeverAShellsText() throws IOException {
    assertThat(hook("NightlyBreak", "cc1", "home", "two\\nlines")).contains("bad_label");
    assertThat(hook("NightlyBreak", "cc2", "home", "x".repeat(900_000))).contains("bad_label");
    var hostile = "$(touch x); `touch x`; ' \\\" && touch x";
    assertThat(hook("NightlyBreak", "cc3", "home", hostile)).contains("accepted");
    assertThat(hook("NightlyBreak", "cc3", "home", hostile)).contains("duplicate");
    fleet.agent.await("it ran", () -> fleet.wrote("told"));
    fleet.awaitState(fleet.lastRun().getString("id"), "verified");
    assertThat(Files.readAllLines(fleet.file("told")))
        .contains("$(touch x); `touch x`; ' \" && touch x");
    assertThat(fleet.wrote("x")).isFalse();
  }
}

package dev.lifeguard.remedy.step.config;

import static dev.lifeguard.remedy.step.StepBench.patient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.TelegramStandIn;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.StepBench;
import dev.lifeguard.remedy.step.Supervision;
import dev.lifeguard.remedy.step.channel.ChannelMove;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Steps that change a real gateway while it runs: one gateway for all of them. */
class ConfigStepsIT {
  private static final TelegramStandIn TELEGRAM = new TelegramStandIn();
  private static OpenClaw gateway;
  private static StepBench bench;
  private static Patching patching;

  @BeforeAll
  static void start() {
    var models =
        "{\"models\":{\"providers\":{\"stub\":{\"baseUrl\":\"http://127.0.0.1:9/v1\",\"apiKey\":\"sk\","
            + "\"api\":\"openai-completions\",\"models\":["
            + "{\"id\":\"big\",\"name\":\"Big\",\"contextWindow\":32000,\"maxTokens\":1024},"
            + "{\"id\":\"small\",\"name\":\"Small\",\"contextWindow\":32000,\"maxTokens\":1024}]}}},"
            + "\"agents\":{\"defaults\":{\"model\":{\"primary\":\"stub/big\"}}}}";
    gateway = OpenClaw.setup().telegram(TELEGRAM).config(models).start();
    bench = new StepBench();
    StepBench.await(bench.follow(List.of(patient(gateway, Supervision.UNSAID))));
    patching = new Patching(bench.ward, new ConfigJournal(bench.store));
  }

  @AfterAll
  static void stop() {
    bench.close();
    gateway.close();
    TELEGRAM.close();
  }

  @Test
  void aBlockedChannelThatStaysSoComesBackByARestart() throws InterruptedException {
    awaitLifecycle("ready");
    TELEGRAM.unauthorized();
    awaitLifecycle("blocked");
    var restart = new ChannelMove(ChannelMove.Move.RESTART, bench.ward);
    var scene = bench.scene("channel.restart", "{\"channel\":\"telegram\"}");
    assertThat(restart.obstacle(scene))
        .hasValueSatisfying(block -> assertThat(block.why()).isEqualTo(Block.Why.FUTILE))
        .hasValueSatisfying(block -> assertThat(block.detail()).contains("401"));
    TELEGRAM.ok();
    assertThat(lifecycle()).isEqualTo("blocked");
    assertThat(restart.obstacle(scene)).isEmpty();
    assertThat(restart.preview(scene).text()).contains("telegram/default (now blocked)");
    assertThat(done(restart, scene)).startsWith("telegram/default: blocked before");
    awaitLifecycle("ready");
  }

  @Test
  void anAccountThatTheGatewayDoesNotHaveIsRefusedAndNoPhantomIsMade() throws InterruptedException {
    var restart = new ChannelMove(ChannelMove.Move.RESTART, bench.ward);
    var wrong = "{\"channel\":\"telegram\",\"account\":\"defualt\"}";
    assertThat(failed(restart, bench.scene("channel.restart", wrong)))
        .isEqualTo(
            new StepOutcome.Failed(
                Reason.REQUEST_REJECTED,
                "the gateway has no account \"defualt\"; did you mean \"default\"?"));
    assertThat(accounts()).containsExactly("default");
  }

  @Test
  void aDeniedToolOfARunbookIsMappedMergedAndPutBack() throws InterruptedException {
    var first = bench.scene("tools.deny", "{\"value\":[\"browser\"]}");
    done(new ToolsDeny(patching), first);
    var scene = bench.scene("tools.deny", "{\"value\":[\"exec:*\"]}");
    var preview = new ToolsDeny(patching).preview(scene);
    assertThat(preview.text()).contains("exec:* matches nothing in OpenClaw; denied is exec.");
    assertThat(preview.diff().orElseThrow()).contains("+    \"deny\" : [ \"browser\", \"exec\" ]");
    assertThat(done(new ToolsDeny(patching), scene)).contains("tools.deny");
    assertThat(written().getJsonObject("tools").getJsonArray("deny"))
        .containsExactly("browser", "exec");
    assertThat(done(new ConfigRestore(patching), scene)).startsWith("put back: tools.deny");
    assertThat(written().getJsonObject("tools").getJsonArray("deny")).containsExactly("browser");
    assertThat(done(new ConfigRestore(patching), first)).startsWith("put back");
  }

  @Test
  void whatAnotherVersionOfTheGatewayWasToldIsNotPutBack() throws InterruptedException {
    var scene = bench.scene("tools.deny", "{\"value\":[\"canvas\"]}");
    done(new ToolsDeny(patching), scene);
    var version = version(scene);
    becomes("2020.1.1", scene);
    assertThat(failed(new ConfigRestore(patching), scene).detail())
        .contains("the gateway was 2020.1.1 when it was changed and is " + version + " now");
    assertThat(written().getJsonObject("tools").getJsonArray("deny")).contains("canvas");
    becomes(version, scene);
    assertThat(done(new ConfigRestore(patching), scene)).startsWith("put back");
  }

  private static String version(Scene scene) {
    var rows =
        bench.store.query(
            "SELECT version FROM config_change WHERE run = ?",
            row -> row.text("version"),
            scene.cause().run());
    return StepBench.await(rows).getFirst();
  }

  private static void becomes(String version, Scene scene) {
    StepBench.await(
        bench.store.write(
            "UPDATE config_change SET version = ? WHERE run = ?", version, scene.cause().run()));
  }

  @Test
  void aPatchThatTheGatewaySavesAndDoesNotPutInForceIsTakenBack() throws InterruptedException {
    var before = written();
    var scene = bench.scene("config.patch", "{\"patch\":{\"hooks\":{\"enabled\":true}}}");
    assertThat(failed(new ConfigPatch(patching), scene).detail())
        .contains("hooks.enabled was saved and did not come into force; it is put back");
    before.remove("meta");
    var after = written();
    after.remove("meta");
    assertThat(after).isEqualTo(before);
    assertThat(new ConfigRestore(patching).act(scene)).isInstanceOf(StepOutcome.Skipped.class);
  }

  @Test
  void aPatchThatTheGatewayRefusesChangesNothing() throws InterruptedException {
    var scene = bench.scene("config.patch", "{\"patch\":{\"gateway\":{\"rateLimit\":5}}}");
    assertThat(failed(new ConfigPatch(patching), scene).reason())
        .isEqualTo(Reason.REQUEST_REJECTED);
    assertThat(written().getJsonObject("gateway").containsKey("rateLimit")).isFalse();
  }

  @Test
  void aSecretAndARestartAreNotChangedWithoutAPerson() throws InterruptedException {
    var secret = "{\"patch\":{\"channels\":{\"telegram\":{\"botToken\":\"1:a\"}}}}";
    assertThat(failed(new ConfigPatch(patching), bench.scene("config.patch", secret)).detail())
        .contains("replace a secret");
    var port = "{\"patch\":{\"gateway\":{\"port\":1234}}}";
    assertThat(failed(new ConfigPatch(patching), bench.scene("config.patch", port)).detail())
        .contains("for gateway.port the gateway restarts, which needs a yes");
  }

  @Test
  void onlyAModelThatTheGatewayKnowsIsTaken() throws InterruptedException {
    var downgrade = new ModelDowngrade(patching);
    assertThat(failed(downgrade, bench.scene("model.downgrade", "{\"to\":\"stub/smal\"}")).detail())
        .isEqualTo("the gateway knows no model \"stub/smal\"; did you mean \"stub/small\"?");
    var scene = bench.scene("model.downgrade", "{\"to\":\"stub/small\"}");
    done(new ConfigSnapshot(patching, bench.time), scene);
    done(downgrade, scene);
    assertThat(written().encode()).contains("stub/small");
    assertThat(done(new ConfigRestore(patching), scene)).contains("all is as in snapshot");
    assertThat(written().encode()).contains("\"primary\":\"stub/big\"");
  }

  @Test
  void whatSomebodyChangedSinceIsNotPutBack() throws InterruptedException {
    var limit = AuthRateLimit.asRunbooksSay(patching);
    var scene = bench.scene("rate-limit", "{\"max-attempts\":7}");
    assertThat(done(limit, scene)).contains("OpenClaw has no limit on requests");
    var other = bench.scene("rate-limit", "{\"max-attempts\":9}");
    done(limit, other);
    assertThat(failed(new ConfigRestore(patching), scene).detail())
        .contains("somebody changed it since");
    done(new ConfigRestore(patching), other);
    done(new ConfigRestore(patching), scene);
    assertThat(written().getJsonObject("gateway").getJsonObject("auth").containsKey("rateLimit"))
        .isFalse();
  }

  @Test
  void aValueFullOfShellIsAValueAndNothingElse() throws InterruptedException {
    var hostile = "'; $(touch " + gateway.home().resolve("x") + ") `id`\n" + "y".repeat(200);
    var patch = new JsonObject().put("messages", new JsonObject().put("responsePrefix", hostile));
    var scene = bench.scene("config.patch", new JsonObject().put("patch", patch).encode());
    done(new ConfigPatch(patching), scene);
    assertThat(written().getJsonObject("messages").getString("responsePrefix")).isEqualTo(hostile);
    assertThat(gateway.home().resolve("x")).doesNotExist();
    done(new ConfigRestore(patching), scene);
  }

  private static String done(StepKind step, Scene scene) throws InterruptedException {
    var outcome = step.act(scene);
    assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
    return ((StepOutcome.Done) outcome).output();
  }

  private static StepOutcome.Failed failed(StepKind step, Scene scene) throws InterruptedException {
    var outcome = step.act(scene);
    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    return (StepOutcome.Failed) outcome;
  }

  private static JsonObject written() {
    return new JsonObject(Folder.read(gateway.configFile()));
  }

  private static List<String> accounts() throws InterruptedException {
    return bench
        .ward
        .control("home")
        .read("channels.status", new JsonObject())
        .child("channelAccounts")
        .children("telegram")
        .stream()
        .flatMap(one -> one.text("accountId").stream())
        .toList();
  }

  private static String lifecycle() {
    try {
      return bench
          .ward
          .control("home")
          .read("channels.status", new JsonObject())
          .child("channelAccounts")
          .children("telegram")
          .stream()
          .findFirst()
          .flatMap(one -> one.text("lifecycle"))
          .orElse("absent");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static void awaitLifecycle(String wanted) {
    Await.until(
        "telegram " + wanted,
        Duration.ofSeconds(60),
        () -> lifecycle().equals(wanted),
        ConfigStepsIT::lifecycle);
  }
}

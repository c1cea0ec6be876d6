package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.cli.Ran;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.ChannelState;
import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.ProviderState;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.peer.Ngircd;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.ProviderStandIn;
import dev.lifeguard.peer.TelegramStandIn;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One real gateway with real channels and a provider, cut off and brought back one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ChannelsIT {
  private static final Subject IRC = Subject.channel(Watched.NAME, "irc", "default");
  private static final WatchSettings QUICK =
      new WatchSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofHours(1));

  private final Vertx vertx = Vertx.vertx();
  private final TelegramStandIn telegram = new TelegramStandIn();
  private final Ngircd irc = new Ngircd();
  private final ProviderStandIn provider = new ProviderStandIn();
  private OpenClaw gateway;
  private GatewayControl control;
  private Watched watched;
  private Path token;
  private int messages;

  @BeforeAll
  void start(@TempDir Path dataDir) throws IOException {
    gateway = OpenClaw.setup().telegram(telegram).irc(irc).provider(provider).start();
    var settings = Watched.settings(gateway.url(), gateway.token());
    token = Files.writeString(dataDir.resolve("token"), gateway.token());
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    control = new GatewayControl(vertx, new RealTime(vertx), settings, dataDir.resolve("k"));
    watched = new Watched(settings, QUICK, dataDir);
  }

  @AfterAll
  void stop() {
    watched.close();
    gateway.close();
    provider.close();
    irc.close();
    telegram.close();
    vertx.close().await();
  }

  @Test
  @Order(1)
  void channelsAndProvidersAreFound() {
    channel("telegram", ChannelState.ACTIVE);
    watched.fact(IRC, Fact.CHANNEL_STATUS, word("active"));
    watched.fact(IRC, Fact.CHANNEL_LATENCY, it -> it instanceof FactValue.Amount(var s) && s < 5);
    watched.fact(Subject.provider(Watched.NAME, "stub"), Fact.PROVIDER_STATUS, word("available"));
    watched.fact(Subject.provider(Watched.NAME, "ollama"), Fact.PROVIDER_STATUS, word("available"));
  }

  @Test
  @Order(2)
  void ircServerThatDiesIsSeenAndItsReturnToo() {
    irc.kill();
    channel("irc", ChannelState.RECOVERING);
    irc.startAgain();
    channel("irc", ChannelState.ACTIVE);
  }

  @Test
  @Order(3)
  void halfOpenIrcConnectionIsSeenAtTheNextLiveProbe() {
    irc.suspend();
    var silent = channel("irc", ChannelState.SILENT);
    assertThat(silent.detail()).contains("live probe");
    irc.resume();
    channel("irc", ChannelState.ACTIVE);
  }

  @Test
  @Order(4)
  void telegramThatIsNotThereIsSeenAtTheNextLiveProbe() {
    telegram.refuse();
    channel("telegram", ChannelState.SILENT);
    telegram.ok();
    channel("telegram", ChannelState.ACTIVE);
  }

  @Test
  @Order(4)
  void halfOpenTelegramConnectionIsSeenAtTheNextLiveProbe() {
    telegram.hang();
    assertThat(channel("telegram", ChannelState.SILENT).detail()).contains("live probe");
    telegram.ok();
    channel("telegram", ChannelState.ACTIVE);
  }

  @Test
  @Order(5)
  void revokedTelegramTokenBlocksUntilTheChannelIsStartedAgain() {
    telegram.unauthorized();
    assertThat(channel("telegram", ChannelState.BLOCKED).detail()).contains("Unauthorized");
    watched.fact(Fact.ERRORS_HOURLY, it -> it instanceof FactValue.Amount(var n) && n > 0);
    telegram.ok();
    var reply = control.call("channels.start", telegramChannel(), Duration.ofSeconds(10)).await();
    assertThat(reply).isInstanceOf(Reply.Answered.class);
    channel("telegram", ChannelState.ACTIVE);
  }

  @Test
  @Order(6)
  void stoppedChannelIsStopped() {
    control.call("channels.stop", telegramChannel(), Duration.ofSeconds(10)).await();
    channel("telegram", ChannelState.STOPPED);
    assertThat(diagnosed()).contains("channel_disconnected");
    control.call("channels.start", telegramChannel(), Duration.ofSeconds(10)).await();
    channel("telegram", ChannelState.ACTIVE);
  }

  @Test
  @Order(7)
  void providerThatIsNotThereIsSeenWithoutACall() {
    provider.refuse();
    bothProvidersAre("unreachable");
    provider.ok();
    bothProvidersAre("available");
  }

  @Test
  @Order(8)
  void hangingProviderIsSeenWithoutACall() {
    provider.hang();
    provider("stub", ProviderState.UNREACHABLE);
    provider.ok();
    bothProvidersAre("available");
  }

  @Test
  @Order(9)
  void limitOfAProviderIsSeen() {
    provider.rateLimited();
    provider("stub", ProviderState.RATE_LIMITED);
    assertThat(diagnosed()).contains("provider_rate_limited");
    provider.ok();
    provider("stub", ProviderState.AVAILABLE);
  }

  @Test
  @Order(10)
  void refusedKeyIsSeenWhenTheGatewayItselfCalls() {
    assertThat(provider.calls()).noneMatch(path -> path.contains("completions"));
    say();
    watched.fact(Fact.ERROR_RATE, it -> it instanceof FactValue.Amount(var rate) && rate == 0);
    provider.unauthorized();
    say();
    var changed = provider("stub", ProviderState.UNAUTHORIZED);
    assertThat(changed.detail()).isNotEmpty();
    assertThat(diagnosed()).contains("provider_unauthorized");
    watched.fact(Fact.ERROR_RATE, it -> it instanceof FactValue.Amount(var rate) && rate > 0);
  }

  @Test
  @Order(11)
  void brokenConfigurationOnDiskHasDrifted() {
    var good = gateway.configFile();
    var text = read(good);
    gateway.writeConfig(text.replaceFirst("\\{", "{ \"nonsense\": 1, "));
    watched.await(GatewayEvent.ConfigDrifted.class, _ -> true);
    gateway.writeConfig(text);
    watched.await(GatewayEvent.ConfigSettled.class, _ -> true);
  }

  @Test
  @Order(12)
  void channelThatTheCrashLoopBreakerKeepsFromStartingIsSuppressed() {
    for (var i = 0; i < 3; i++) {
      gateway.kill();
      gateway.awaitExit(Duration.ofSeconds(20));
      gateway.startAgain();
    }
    assertThat(gateway.status("/readyz")).isEqualTo(200); // it says that all is well
    channel("telegram", ChannelState.SUPPRESSED);
    assertThat(diagnosed()).contains("channel_suppressed");
  }

  /**
   * What a person at the same gateway is told. Both providers are one stand-in: what one is refused
   * for may make the other unreachable.
   */
  private List<String> diagnosed() {
    return Ran.of("diagnose", gateway.url(), "--token-file", token, "--json").found();
  }

  private static String read(Path file) {
    try {
      return java.nio.file.Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void bothProvidersAre(String word) {
    watched.fact(Subject.provider(Watched.NAME, "stub"), Fact.PROVIDER_STATUS, word(word));
    watched.fact(Subject.provider(Watched.NAME, "ollama"), Fact.PROVIDER_STATUS, word(word));
  }

  private void say() {
    var params =
        new JsonObject()
            .put("sessionKey", "s" + messages)
            .put("message", "hi")
            .put("idempotencyKey", "k" + messages++);
    var reply = control.call("chat.send", params, Duration.ofSeconds(10)).await();
    assertThat(reply).isInstanceOf(Reply.Answered.class);
  }

  private GatewayEvent.ChannelChanged channel(String name, ChannelState state) {
    return watched.await(
        GatewayEvent.ChannelChanged.class,
        it -> it.channel().equals(name) && it.now().equals(Optional.of(state)));
  }

  private GatewayEvent.ProviderChanged provider(String name, ProviderState state) {
    return watched.await(
        GatewayEvent.ProviderChanged.class, it -> it.provider().equals(name) && it.now() == state);
  }

  private static JsonObject telegramChannel() {
    return new JsonObject().put("channel", "telegram").put("accountId", "default");
  }

  private static java.util.function.Predicate<FactValue> word(String word) {
    return it -> it instanceof FactValue.Word(var value) && value.equals(word);
  }
}

package dev.lifeguard.bench;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.gateway.ChannelState;
import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewayEvent.ChannelChanged;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.health.GatewayWatch;
import dev.lifeguard.gateway.health.WatchSettings;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Ngircd;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.TelegramStandIn;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * How soon a channel that is cut off is seen, at the pace of a running agent: real plugins of a
 * real gateway, against a real IRC server and a stand-in of Telegram's API.
 *
 * <p>Arguments: how many rounds.
 */
public final class ChannelsBench {
  private final Vertx vertx = Vertx.vertx();
  private final Folder folder = new Folder("channels-bench");
  private final TelegramStandIn telegram = new TelegramStandIn();
  private final Ngircd irc = new Ngircd();
  private final OpenClaw gateway = OpenClaw.setup().telegram(telegram).irc(irc).start();
  private final LinkedBlockingQueue<ChannelChanged> changes = new LinkedBlockingQueue<>();
  private final Map<String, List<Double>> seen = new TreeMap<>();
  private final GatewaySettings settings =
      GatewaySettings.of(
          "home", gateway.url(), new SecretSource.Given(new Secret(gateway.token())));

  private ChannelsBench() {}

  public static void main(String[] arguments) throws Exception {
    var bench = new ChannelsBench();
    try {
      bench.run(Integer.parseInt(arguments[0]));
    } finally {
      bench.close();
    }
    System.exit(0);
  }

  private void run(int rounds) throws Exception {
    var bus = new Bus(vertx);
    bus.on(ChannelChanged.class, changes::add);
    var time = new RealTime(vertx);
    var watch = new GatewayWatch(settings, WatchSettings.DEFAULT, bus, time, folder.path());
    vertx.deployVerticle(watch).await();
    await("irc", ChannelState.ACTIVE);
    await("telegram", ChannelState.ACTIVE);
    for (var i = 0; i < rounds; i++) round();
    seen.forEach(ChannelsBench::print);
  }

  private void round() throws Exception {
    settle();
    took("IRC server killed: recovering", irc::kill, "irc", ChannelState.RECOVERING);
    took("IRC server back: active", irc::startAgain, "irc", ChannelState.ACTIVE);
    settle();
    took("Telegram cut off: silent", telegram::refuse, "telegram", ChannelState.SILENT);
    took("Telegram back: active", telegram::ok, "telegram", ChannelState.ACTIVE);
    settle();
    took("Telegram half-open: silent", telegram::hang, "telegram", ChannelState.SILENT);
    took("Telegram back: active", telegram::ok, "telegram", ChannelState.ACTIVE);
    settle();
    took("Telegram says 401: blocked", telegram::unauthorized, "telegram", ChannelState.BLOCKED);
    telegram.ok();
    var account = new JsonObject().put("channel", "telegram").put("accountId", "default");
    new GatewayControl(vertx, new RealTime(vertx), settings, folder.resolve("key"))
        .call("channels.start", account, Duration.ofSeconds(10))
        .await();
    await("telegram", ChannelState.ACTIVE);
  }

  /** Until the transport has shown its rhythm again, as on any channel that stands for a while. */
  private static void settle() throws InterruptedException {
    new java.util.concurrent.CountDownLatch(1).await(15, TimeUnit.SECONDS);
  }

  private void took(String what, Runnable cut, String channel, ChannelState state)
      throws InterruptedException {
    changes.clear();
    var start = System.nanoTime();
    cut.run();
    await(channel, state);
    seen.computeIfAbsent(what, _ -> new ArrayList<>()).add((System.nanoTime() - start) / 1e9);
  }

  private void await(String channel, ChannelState state) throws InterruptedException {
    for (; ; ) {
      var change = changes.poll(90, TimeUnit.SECONDS);
      if (change == null) throw new AssertionError(channel + " is not seen " + state);
      if (change.channel().equals(channel) && change.now().equals(Optional.of(state))) return;
    }
  }

  private void close() {
    vertx.close().await();
    gateway.close();
    irc.close();
    telegram.close();
    folder.close();
  }

  private static void print(String what, List<Double> took) {
    var sorted = took.stream().sorted().toList();
    System.out.printf(
        "channels: %-34s n=%d median %.1f s, least %.1f, most %.1f%n",
        what, sorted.size(), sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
  }
}

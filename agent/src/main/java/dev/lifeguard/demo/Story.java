package dev.lifeguard.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Plays the scenes one after the other, and watches what the agent makes of them. Blocks. */
public final class Story {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long STEP_MILLIS = 50;
  private static final Pattern VERIFIED = Pattern.compile("^[\\w-]+: verified\\b");

  private final Stage stage;
  private final Narrator narrator;
  private final Onlooker onlooker;
  private final Set<String> kinds = new HashSet<>();
  private final Clock clock;
  private long began;
  private Instant opened = Instant.MAX;

  public Story(Stage stage, Narrator narrator) {
    this.stage = stage;
    this.narrator = narrator;
    this.clock = Clock.systemUTC();
    this.onlooker = new Onlooker(stage.address());
  }

  /** Whether every fault was noticed, explained, repaired and over in time. */
  public boolean play() throws IOException, InterruptedException {
    narrator.begins(stage.address());
    var well = await(Set.of());
    onlooker.news(_ -> {});
    for (var number = 1; well && number <= Scene.ALL.size(); number++) well = play(number);
    narrator.over(well);
    return well;
  }

  private boolean play(int number) throws IOException, InterruptedException {
    var scene = Scene.ALL.get(number - 1);
    narrator.scene(number, Scene.ALL.size(), scene.title());
    kinds.clear();
    began = System.nanoTime();
    opened = clock.instant();
    scene.fault().on(stage);
    var well = await(Set.copyOf(scene.expected()));
    narrator.sceneOver(since(), well);
    return well;
  }

  private boolean await(Set<String> expected) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      onlooker.tunnels(this::healed);
      onlooker.news(this::tell);
      if (kinds.containsAll(expected) && onlooker.settled() && onlooker.allWell()) {
        onlooker.news(this::tell);
        return true;
      }
      new CountDownLatch(1).await(STEP_MILLIS, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  private void tell(JsonObject line) {
    if (Instant.parse(line.getString("at")).isBefore(opened)) return; // of the scene before
    kinds.add(line.getString("kind"));
    if (VERIFIED.matcher(line.getString("text")).find()) kinds.add("verified");
    narrator.line(since(), line.getString("kind"), line.getString("text"));
  }

  private void healed(String text) {
    kinds.add("tunnel");
    if (opened.isBefore(clock.instant())) narrator.line(since(), "tunnel", text);
  }

  private Duration since() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}

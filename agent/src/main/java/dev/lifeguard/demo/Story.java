package dev.lifeguard.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
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
    var left = await(Set.of());
    onlooker.news(_ -> {});
    for (var number = 1; left.isEmpty() && number <= Scene.ALL.size(); number++)
      left = play(number);
    narrator.over(left.isEmpty());
    return left.isEmpty();
  }

  private List<String> play(int number) throws IOException, InterruptedException {
    var scene = Scene.ALL.get(number - 1);
    narrator.scene(number, Scene.ALL.size(), scene.title());
    kinds.clear();
    began = System.nanoTime();
    opened = clock.instant();
    scene.fault().on(stage);
    var left = await(Set.copyOf(scene.expected()));
    narrator.sceneOver(since(), left);
    return left;
  }

  /** Until all that was expected came and all is well; else what is missing at the end. */
  private List<String> await(Set<String> expected) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      look();
      var left = left(expected);
      if (left.isEmpty()) {
        look();
        return left;
      }
      if (System.nanoTime() > end) return left;
      new CountDownLatch(1).await(STEP_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() throws InterruptedException {
    onlooker.tunnels(this::healed);
    onlooker.news(this::tell);
  }

  private List<String> left(Set<String> expected) throws InterruptedException {
    var missing = expected.stream().filter(kind -> !kinds.contains(kind)).sorted().toList();
    if (!missing.isEmpty()) return List.of("not seen: " + String.join(", ", missing));
    return onlooker.settled() ? onlooker.unwell() : List.of("the agent has just begun");
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

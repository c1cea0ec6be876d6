package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.Traffic;
import dev.lifeguard.gateway.Unframed;
import dev.lifeguard.time.ManualTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Spoils what a real gateway once said, a little or beyond recognition, and gives it to all that
 * read it. Each seed is one frame, always the same.
 */
final class FrameMill {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final List<JsonObject> SAMPLES =
      List.of(
          sample("health"),
          sample("hello-ok"),
          sample("channels.status"),
          sample("diagnostics.stability"),
          sample("gateway.restart.preflight"),
          sample("status"),
          sample("system.info"),
          log(),
          config(),
          error());
  private static final List<Object> ODD =
      List.of(
          -1,
          0,
          1e308,
          Long.MIN_VALUE,
          "",
          "\ud800",
          "x".repeat(5_000),
          true,
          new JsonArray(),
          new JsonObject(),
          new JsonArray().add(new JsonArray().add(7)),
          "__proto__",
          "9999-99-99T99:99:99Z");

  /** What so many frames came to. */
  record Ground(long frames, long understood, long malformed, Duration took) {}

  private FrameMill() {}

  /** Whether it was understood as a frame; whatever a reader throws comes out. */
  static boolean grind(long seed) {
    var frame = Unframed.payload(spoilt(new Random(seed)), new Traffic());
    frame.ifPresent(FrameMill::read);
    return frame.isPresent();
  }

  /** One after the other, for the long run. */
  public static void main(String[] arguments) {
    var count = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
    var done = grind(System.nanoTime(), count);
    System.out.printf(
        "R2 gateway frames: %,d spoilt frames in %d s, %,d understood, %,d malformed, 0 crashes, %d"
            + " MiB used%n",
        done.frames(),
        done.took().toSeconds(),
        done.understood(),
        done.malformed(),
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
  }

  private static Ground grind(long first, long count) {
    var start = System.nanoTime();
    var understood = 0L;
    for (var seed = first; seed < first + count; seed++)
      try {
        if (grind(seed)) understood++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed, e);
      }
    return new Ground(
        count, understood, count - understood, Duration.ofNanos(System.nanoTime() - start));
  }

  private static void read(Payload payload) {
    HealthReading.of(payload);
    RuntimeReading.of(payload);
    ConfigReading.of(payload);
    var book = new ChannelBook(new Teller("home", new ManualTime(NOW), _ -> {}));
    book.read(ChannelReading.all(payload));
    new LogBook().read(payload, NOW);
    LogLine.of(payload);
    var calls = new CallBook();
    calls.read(CallBook.ERROR, payload);
    calls.errorRate(NOW);
    AuditReading.of(payload.toString(), NOW);
    ConfigVerdict.read(payload.toString());
  }

  private static String spoilt(Random random) {
    var payload = SAMPLES.get(random.nextInt(SAMPLES.size())).copy();
    for (var i = random.nextInt(6); i > 0; i--) exchange(payload, random);
    var frame = new JsonObject().put("type", "res").put("id", "1").put("ok", true);
    var text = frame.put("payload", payload).encode();
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, random.nextInt(text.length()));
      case 1 -> scratched(text, random);
      case 2 -> text.substring(random.nextInt(text.length())) + text;
      default -> text;
    };
  }

  /** Somewhere in the tree one value becomes another. */
  private static void exchange(JsonObject tree, Random random) {
    var at = tree;
    for (; ; ) {
      var keys = new ArrayList<>(at.fieldNames());
      if (keys.isEmpty()) return;
      var key = keys.get(random.nextInt(keys.size()));
      var value = inner(at.getValue(key), random);
      if (value instanceof JsonObject object && !object.isEmpty() && random.nextInt(4) > 0) {
        at = object;
        continue;
      }
      if (random.nextInt(8) == 0) at.putNull(key);
      else at.put(key, ODD.get(random.nextInt(ODD.size())));
      return;
    }
  }

  private static Object inner(Object value, Random random) {
    return value instanceof JsonArray list && !list.isEmpty()
        ? list.getValue(random.nextInt(list.size()))
        : value;
  }

  private static String scratched(String text, Random random) {
    var letters = text.toCharArray();
    for (var i = 1 + random.nextInt(4); i > 0; i--)
      letters[random.nextInt(letters.length)] = (char) random.nextInt(128);
    return new String(letters);
  }

  private static JsonObject log() {
    var line =
        new JsonObject()
            .put("0", "{\"subsystem\":\"gateway/ws\"}")
            .put("1", "[model-fetch] error provider=stub causeCode=ECONNREFUSED")
            .put("_meta", new JsonObject().put("logLevelName", "ERROR").put("name", "x"))
            .put("time", "2026-11-20T11:42:22.231+00:00")
            .put("message", "unauthorized conn=1 reason=token_mismatch");
    return new JsonObject()
        .put("file", "/tmp/x.log")
        .put("cursor", 100)
        .put("lines", new JsonArray().add(line.encode()).add(line.encode()));
  }

  private static JsonObject config() {
    var stub = new JsonObject().put("baseUrl", "http://127.0.0.1:1/v1").put("api", "ollama");
    var providers = new JsonObject().put("providers", new JsonObject().put("stub", stub));
    var resolved =
        new JsonObject().put("models", providers).put("gateway", new JsonObject().put("port", 1));
    var issue = new JsonObject().put("path", "gateway").put("message", "no such key");
    return new JsonObject()
        .put("valid", false)
        .put("issues", new JsonArray().add(issue))
        .put("path", "/home/x/openclaw.json")
        .put("resolved", resolved);
  }

  private static JsonObject error() {
    return new JsonObject()
        .put("code", "UNAVAILABLE")
        .put("message", "later")
        .put("retryAfterMs", 500)
        .put("details", new JsonObject().put("reason", "startup-sidecars"));
  }

  private static JsonObject sample(String name) {
    try (var in = FrameMill.class.getResourceAsStream("/samples/openclaw/" + name + ".json")) {
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

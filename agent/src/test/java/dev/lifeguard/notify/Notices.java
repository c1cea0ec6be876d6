package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.About;
import dev.lifeguard.notify.Notice.Span;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Notices for tests. */
public final class Notices {
  public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  public static final Instant END = Instant.parse("2026-11-20T10:05:00Z");

  private Notices() {}

  public static Told fire(String name, String gateway) {
    return told("f:" + name + gateway, name, gateway, Occasion.FIRED);
  }

  public static Told over(String name, String gateway) {
    return told("o:" + name + gateway, name, gateway, Occasion.RESOLVED);
  }

  public static Told told(String key, String name, String gateway, Occasion occasion) {
    return new Told(
        key,
        occasion,
        new About(
            name + "-" + gateway,
            name,
            Severity.CRITICAL,
            new TreeMap<>(Map.of("gateway", gateway, "severity", "critical"))),
        Map.of("summary", "the gateway <b>" + gateway + "</b> is down & out", "cause", "refused"),
        new Span(START, occasion.firing() ? Optional.empty() : Optional.of(END)));
  }

  /** The same, brought about by something else. */
  public static Told because(String cause, Told told) {
    var annotations = new TreeMap<>(told.annotations());
    annotations.put("cause", cause);
    return new Told(told.key(), told.occasion(), told.about(), annotations, told.span());
  }

  public static Notice of(String key, Told... alerts) {
    return new Notice(
        key,
        new TreeMap<>(Map.of("gateway", alerts[0].gateway())),
        List.of(alerts),
        Optional.of("http://127.0.0.1:9789/i/1"),
        0);
  }
}

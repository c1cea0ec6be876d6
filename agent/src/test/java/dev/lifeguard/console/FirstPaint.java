package dev.lifeguard.console;

import dev.lifeguard.peer.Browser;
import dev.lifeguard.peer.Browser.Eye;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How soon somebody who opens the console sees something and the gateways, with nothing in the
 * browser's cache, and what a thousand of them cost at a key, a choice and a scroll. Milliseconds
 * of Chromium's own clock; medians.
 */
final class FirstPaint {
  private static final int ROUNDS = 7;

  private static final String WATCH =
      """
      window.rowsDrawn = new Promise((done) => {
        new MutationObserver((_, observer) => {
          if (!document.querySelector(".fleet a[data-row]")) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        }).observe(document, {childList: true, subtree: true});
      });
      """;

  /** From the event to the second frame after it: by then it is drawn. */
  private static final String DRAWN =
      """
      () => new Promise((done) => {
        const began = performance.now();
        CHANGE;
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
      })
      """;

  private static final String SCROLL =
      """
      () => new Promise((done) => {
        let longest = 0, before = performance.now(), frames = 0;
        const step = () => {
          const now = performance.now();
          longest = Math.max(longest, now - before);
          before = now;
          scrollBy(0, 700);
          if (++frames < 60) requestAnimationFrame(step);
          else done(longest);
        };
        requestAnimationFrame(step);
      })
      """;

  private static final Map<String, String> DEEDS =
      Map.of(
          "search, a key", key("0777"),
          "search, emptied", key(""),
          "order by latency", order("latency"),
          "order by trouble", order("trouble"));

  private FirstPaint() {}

  public static void main(String[] args) {
    try (var browser = new Browser()) {
      for (var count : List.of(100, 1000)) open(browser, count);
      use(browser);
    }
  }

  private static void open(Browser browser, int count) {
    var paints = new double[ROUNDS];
    var rows = new double[ROUNDS];
    try (var fleet = new FleetStandIn(names(count))) {
      for (var round = 0; round < ROUNDS; round++)
        try (var visit = browser.visit(Eye.DESK)) {
          var page = visit.page();
          page.addInitScript(WATCH);
          page.navigate(fleet.address());
          rows[round] = number(page.evaluate("window.rowsDrawn"));
          paints[round] =
              number(
                  page.evaluate(
                      "performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        }
    }
    say("%d gateways: first paint".formatted(count), paints);
    say("%d gateways: rows drawn".formatted(count), rows);
  }

  private static void use(Browser browser) {
    try (var fleet = new FleetStandIn(names(1000));
        var visit = browser.visit(Eye.DESK)) {
      var page = visit.page();
      page.navigate(fleet.address());
      page.locator(".fleet a[data-row]").first().waitFor();
      page.locator(".fleet .bars").first().waitFor();
      DEEDS.forEach(
          (name, change) ->
              say(
                  "1000 gateways: " + name,
                  IntStream.range(0, ROUNDS)
                      .mapToDouble(_ -> number(page.evaluate(DRAWN.replace("CHANGE", change))))
                      .toArray()));
      say(
          "1000 gateways: longest frame of a scroll",
          IntStream.range(0, ROUNDS).mapToDouble(_ -> number(page.evaluate(SCROLL))).toArray());
    }
  }

  private static String key(String text) {
    return "const s = document.querySelector('#search'); s.value = '%s';".formatted(text)
        + " s.dispatchEvent(new Event('input', {bubbles: true}))";
  }

  private static String order(String by) {
    return "const s = document.querySelector('.sort select'); s.value = '%s';".formatted(by)
        + " s.dispatchEvent(new Event('change', {bubbles: true}))";
  }

  private static List<String> names(int count) {
    return IntStream.rangeClosed(1, count).mapToObj("gateway-%04d"::formatted).toList();
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static void say(String what, double[] millis) {
    var sorted = DoubleStream.of(millis).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-45s median %6.0f ms  worst %6.0f ms%n",
        what,
        sorted[sorted.length / 2],
        sorted[sorted.length - 1]);
  }
}

package dev.lifeguard.peer;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Debian's Chromium, driven by Playwright, with a fresh profile for every visit. */
public final class Browser implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static final double PATIENCE_MILLIS = 60_000;

  /** How somebody looks at a page. */
  public record Eye(int width, int height, ColorScheme theme, String locale) {
    public static final Eye DESK = new Eye(1400, 900, ColorScheme.LIGHT, "en-GB");
    public static final Eye NIGHT = new Eye(1400, 900, ColorScheme.DARK, "zh-CN");
    public static final Eye PHONE = new Eye(380, 780, ColorScheme.LIGHT, "en-GB");

    public Eye in(String locale) {
      return new Eye(width, height, theme, locale);
    }
  }

  /** One person's visit: a page, and everything that went wrong in it. */
  public static final class Visit implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Visit(BrowserContext context) {
      this.context = context;
      this.page = tab();
    }

    /** One more tab of the same window. */
    public Page tab() {
      var page = context.newPage();
      page.setDefaultTimeout(PATIENCE_MILLIS);
      page.onConsoleMessage(
          message -> {
            if (message.type().matches("error|warning"))
              complaints.add(message.type() + " " + message.text());
          });
      page.onPageError(error -> complaints.add("error " + error));
      return page;
    }

    public Page page() {
      return page;
    }

    /** What the browser's console said, but for the given; nothing when all is well. */
    public List<String> complaints(String... expected) {
      var left = new ArrayList<>(complaints);
      for (var each : expected) left.removeIf(complaint -> complaint.contains(each));
      return left;
    }

    @Override
    public void close() {
      context.close();
    }
  }

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  public Browser() {
    var program = Peers.require(Peer.CHROMIUM);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setHeadless(true)
                    .setArgs(FLAGS));
  }

  public Visit visit(Eye eye) {
    return new Visit(
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(eye.width(), eye.height())
                .setColorScheme(eye.theme())
                .setLocale(eye.locale())));
  }

  /** Under the build's target folder, for people to look at: as far as two windows reach. */
  public static Path screenshot(Page page, String name) {
    var file = Peers.project().resolve("agent/target/screenshots/" + name + ".png");
    var window = page.viewportSize();
    var high = ((Number) page.evaluate("document.documentElement.scrollHeight")).doubleValue();
    var shown = new Page.ScreenshotOptions().setPath(file).setFullPage(true);
    page.screenshot(shown.setClip(0, 0, window.width, Math.min(high, window.height * 2.5)));
    return file;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}

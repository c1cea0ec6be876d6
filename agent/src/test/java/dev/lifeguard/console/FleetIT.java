package dev.lifeguard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Browser;
import dev.lifeguard.peer.Browser.Eye;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The console with many gateways, with names that mean harm, and with an agent that vanishes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetIT {
  private static final double PATIENCE = 30_000;
  private Browser browser;

  @BeforeAll
  void open() {
    browser = new Browser();
  }

  @AfterAll
  void close() {
    browser.close();
  }

  @Test
  void ofAThousandGatewaysOnlyThoseInSightAreDrawnAndTheLastCanBeReached() {
    var names = IntStream.rangeClosed(1, 1000).mapToObj("gateway-%04d"::formatted).toList();
    try (var fleet = new FleetStandIn(names);
        var visit = browser.visit(Eye.DESK)) {
      var page = visit.page();
      page.navigate(fleet.address());
      assertThat(chip(page, "all")).containsText("1000");
      assertThat(rows(page).first()).containsText("gateway-0001");
      assertThat(rows(page).count()).isLessThan(80);
      Browser.screenshot(page, "fleet-1000");
      page.evaluate("scrollTo(0, document.body.scrollHeight)");
      assertThat(rows(page).last()).containsText("gateway-1000");
      assertThat(rows(page).count()).isLessThan(80);
      page.keyboard().press("/");
      page.keyboard().type("0777");
      assertThat(rows(page)).hasCount(1);
      fleet.see("gateway-0777", "unreachable", Double.POSITIVE_INFINITY);
      assertThat(rows(page).first()).containsText("unreachable", patient());
      assertThat(chip(page, "down")).containsText("1");
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void namesThatMeanHarmAreShownAsTheTextTheyAre() {
    var hostile =
        List.of(
            "<script>document.title='taken'</script>",
            "\"><img src=x onerror=\"document.title='taken'\">",
            "\u202Egnp.exe\u202C ${7*7} {{7*7}}",
            "x".repeat(10_000));
    try (var fleet = new FleetStandIn(hostile);
        var visit = browser.visit(Eye.PHONE)) {
      var page = visit.page();
      page.navigate(fleet.address());
      for (var i = 0; i < 3; i++)
        assertThat(
                page.locator(
                    ".fleet a[data-row]", new Page.LocatorOptions().setHasText(hostile.get(i))))
            .hasCount(1);
      Browser.screenshot(page, "fleet-hostile");
      assertThat(width(page)).isLessThanOrEqualTo(380);
      for (var i = 0; i < hostile.size(); i++) {
        page.navigate(fleet.address() + "/#/");
        rows(page).nth(i).locator("a[data-row]").click();
        assertThat(page.locator("h1")).not().hasText("Fleet");
        assertThat(hostile).contains(page.locator("h1").textContent());
        assertThat(width(page)).isLessThanOrEqualTo(380);
      }
      assertThat(page.title()).isNotEqualTo("taken");
      assertThat(visit.complaints("414")).isEmpty(); // an address of 10 kB is too long
    }
  }

  @Test
  void anAgentThatVanishesIsSaidToBeGoneAndWhatWasMissedIsThereWhenItComesBack() {
    try (var fleet = new FleetStandIn(List.of("home"));
        var visit = browser.visit(Eye.NIGHT.in("en-GB"))) {
      var page = visit.page();
      page.navigate(fleet.address());
      page.locator(".live.ok").waitFor();
      fleet.vanish();
      assertThat(page.locator(".stale")).containsText("Disconnected", patient());
      Browser.screenshot(page, "disconnected");
      assertThat(Axe.serious(page)).isEmpty();
      fleet.see("home", "draining", 0.02);
      fleet.comeBack();
      assertThat(page.locator(".stale")).hasCount(0, new HasCountOptions().setTimeout(PATIENCE));
      assertThat(rows(page).first()).containsText("draining", patient());
      assertThat(visit.complaints("net::")).isEmpty();
    }
  }

  @Test
  void eightTabsShareOneStreamAndAnotherTakesOverWhenTheOneThatHoldsItGoes() {
    try (var fleet = new FleetStandIn(List.of("home"));
        var visit = browser.visit(Eye.DESK)) {
      var tabs = new ArrayList<>(List.of(visit.page()));
      while (tabs.size() < 8) tabs.add(visit.tab());
      for (var tab : tabs) {
        tab.navigate(fleet.address());
        tab.locator(".live.ok").waitFor();
      }
      assertThat(fleet.tally().listening()).isEqualTo(1);
      fleet.see("home", "draining", 0.02);
      for (var tab : tabs) assertThat(rows(tab).first()).containsText("draining", patient());
      tabs.removeFirst().close();
      fleet.see("home", "stopped", 0.02);
      for (var tab : tabs) assertThat(rows(tab).first()).containsText("stopped", patient());
      Await.until("one listens again", () -> fleet.tally().listening() == 1);
      assertThat(visit.complaints()).isEmpty();
    }
  }

  private static Locator rows(Page page) {
    return page.locator(".fleet .row:not(.head)");
  }

  private static Locator chip(Page page, String name) {
    return page.locator(".chip", new Page.LocatorOptions().setHasText(name));
  }

  private static int width(Page page) {
    return (int) page.evaluate("document.documentElement.scrollWidth");
  }

  private static ContainsTextOptions patient() {
    return new ContainsTextOptions().setTimeout(PATIENCE);
  }
}

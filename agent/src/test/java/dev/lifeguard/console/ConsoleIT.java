package dev.lifeguard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import dev.lifeguard.peer.Browser;
import dev.lifeguard.peer.Browser.Eye;
import dev.lifeguard.peer.Browser.Visit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The console of a whole agent in a real browser, in calm and in trouble. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
  private static final Map<String, String> SCREENS =
      new TreeMap<>(
          Map.of(
              "fleet", "/",
              "gateway", "/gateways/prod-eu",
              "gateway-down", "/gateways/edge",
              "incidents", "/incidents",
              "alerts", "/alerts",
              "remedies", "/remedies",
              "quiet", "/quiet",
              "configuration", "/configuration"));

  private Browser browser;
  private ConsoleScene scene;
  private Visit visit;

  @BeforeAll
  void open() {
    browser = new Browser();
    scene = new ConsoleScene();
    visit = browser.visit(Eye.DESK);
    go("/");
    assertThat(row("prod-eu")).containsText("running", within(60));
    assertThat(row("edge")).containsText("gateway_down", within(60));
    visit.close();
  }

  @AfterAll
  void close() {
    scene.close();
    browser.close();
  }

  @AfterEach
  void leave() {
    visit.close();
  }

  static Stream<Eye> eyes() {
    return Stream.of(Eye.DESK, Eye.NIGHT, Eye.PHONE, Eye.PHONE.in("zh-CN"));
  }

  @ParameterizedTest
  @Order(1)
  @MethodSource("eyes")
  void everyScreenIsSoundInBothLanguagesBothThemesAndOnAPhone(Eye eye) {
    visit = browser.visit(eye);
    for (var screen : SCREENS.entrySet()) {
      go(screen.getValue());
      Browser.screenshot(page(), screen.getKey() + "-" + eye.width() + "-" + eye.locale());
      assertThat(overflow()).as("%s by %s", screen, eye).isLessThanOrEqualTo(0);
      assertThat(Axe.serious(page())).as("%s by %s", screen, eye).isEmpty();
    }
    var language = eye.locale().startsWith("zh") ? "zh-CN" : "en";
    assertThat(page().locator("html")).hasAttribute("lang", language);
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  @Order(2)
  void thePathOfATunnelledGatewayIsDrawnStationByStationWithValueAndThreshold() {
    visit = browser.visit(Eye.DESK);
    go("/gateways/prod-eu");
    var places = page().locator(".picture h3");
    assertThat(places)
        .hasText(
            new String[] {
              "This host", "SSH server", "Session", "Forward", "Gateway", "Channels", "Providers"
            },
            new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                .setTimeout(40_000));
    assertThat(station("SSH server")).containsText("tcp_latency <= 150ms");
    assertThat(station("Gateway")).containsText("running");
    assertThat(page().locator(".tunnel")).containsText("active");
    go("/gateways/edge");
    assertThat(page().locator(".station.broken h3")).hasText("Network");
    assertThat(station("Gateway")).containsText("behind Network: not known");
  }

  @Test
  @Order(3)
  void theKeyboardAloneIsEnough() {
    visit = browser.visit(Eye.DESK);
    go("/");
    press("Tab");
    assertThat(page().locator(".skip")).isFocused();
    press("/");
    assertThat(page().locator("#search")).isFocused();
    page().keyboard().type("prod");
    assertThat(page().locator("[data-row]")).hasCount(2);
    press("Escape");
    press("j");
    press("j");
    assertThat(page().locator("[data-row]").nth(1)).isFocused();
    press("k");
    assertThat(page().locator("[data-row]").first()).isFocused();
    press("Enter");
    assertThat(heading()).hasText("edge");
    press("g");
    press("i");
    assertThat(heading()).hasText("Incidents");
    press("?");
    assertThat(page().getByRole(AriaRole.DIALOG)).isVisible();
    press("Escape");
    assertThat(page().getByRole(AriaRole.DIALOG)).hasCount(0);
    press("l");
    assertThat(heading()).hasText("故障");
    press("t");
    assertThat(page().locator("html")).hasAttribute("data-theme", "light");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  @Order(4)
  void aWrongTokenIsRefusedInWordsAndTheRightOneCarriesTheWishOut() {
    visit = browser.visit(Eye.DESK);
    go("/incidents");
    page().locator("[data-row]", new Page.LocatorOptions().setHasText("edge")).first().click();
    button("Take it").click();
    fill("Who takes it", "ada");
    dialog().getByRole(AriaRole.BUTTON, named("Take it")).click();
    fill("Token", "wrong");
    button("Go on").click();
    assertThat(dialog()).containsText("The agent refused this token.");
    fill("Token", ConsoleScene.TOKEN);
    button("Go on").click();
    assertThat(page().locator(".banner")).containsText("ada");
    button("Write a note").click();
    fill("Note", "<script>alert(1)</script> looked at the host");
    button("Write it down").click();
    assertThat(page().locator(".entry.note"))
        .containsText("<script>alert(1)</script> looked at the host");
    assertThat(page().locator(".timeline")).containsText("acknowledged");
    Browser.screenshot(page(), "incident-taken");
    assertThat(Axe.serious(page())).isEmpty();
    assertThat(visit.complaints("401")).isEmpty();
  }

  @Test
  @Order(5)
  void aSilenceIsMadeAndEnded() {
    visit = browser.visit(Eye.DESK);
    go("/quiet");
    page().evaluate("sessionStorage.setItem('lifeguard.token', '" + ConsoleScene.TOKEN + "')");
    button("New silence").first().click();
    fill("Matchers, one a line", "gateway=edge");
    fill("Who", "ada");
    fill("Why", "the host moves");
    dialog().getByRole(AriaRole.BUTTON, named("Silence")).click();
    assertThat(page().locator("main")).containsText("the host moves");
    button("End now").click();
    assertThat(page().locator("main")).containsText("Nothing is silenced.");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  @Order(6)
  void anAlertIsExplainedStepByStepWithHowItCameThereAndWhoWasTold() {
    visit = browser.visit(Eye.DESK);
    go("/alerts");
    page().locator("[data-row]", new Page.LocatorOptions().setHasText("gateway_down")).click();
    assertThat(heading()).hasText("gateway_down");
    assertThat(page().locator(".steps li").first()).containsText("breached");
    assertThat(page().locator(".steps")).containsText("nothing before it on the path is broken");
    assertThat(page().locator(".timeline")).containsText("fired");
    assertThat(card("Who was told")).containsText("there are no receivers");
    Browser.screenshot(page(), "explained");
    assertThat(Axe.serious(page())).isEmpty();
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  @Order(7)
  void aRefusedConfigurationIsShownWithItsMistakeAndATakenOneWithWhatChanged() {
    visit = browser.visit(Eye.DESK);
    go("/configuration");
    page().evaluate("sessionStorage.setItem('lifeguard.token', '" + ConsoleScene.TOKEN + "')");
    scene.configure("region: us", "region: us, region: eu");
    button("Reload").click();
    assertThat(card("Last reload")).containsText("refused", within(30));
    assertThat(card("Last reload").locator("pre")).containsText("lifeguard.yaml:");
    Browser.screenshot(page(), "reload-refused");
    assertThat(Axe.serious(page())).isEmpty();
    scene.configure("region: us", "region: moon");
    button("Reload").click();
    assertThat(card("Last reload")).containsText("applied", within(30));
    assertThat(card("Last reload")).containsText("gateways.edge");
    assertThat(card("In force")).containsText("moon");
    Browser.screenshot(page(), "reload-accepted");
    assertThat(visit.complaints("422")).isEmpty();
  }

  @Test
  @Order(8)
  void aFaultIsSeenAsItHappensAndItsEndToo() {
    visit = browser.visit(Eye.DESK);
    go("/gateways/prod-eu");
    assertThat(station("Session")).containsText("active");
    scene.stopSsh();
    assertThat(page().locator(".station.broken")).hasCount(1, counted(40));
    assertThat(station("Gateway")).containsText("not known", within(40));
    Browser.screenshot(page(), "gateway-broken");
    assertThat(Axe.serious(page())).isEmpty();
    go("/");
    assertThat(row("prod-eu")).not().containsText("running", within(40));
    scene.startSsh();
    assertThat(row("prod-eu")).containsText("running", within(60));
    assertThat(visit.complaints()).isEmpty();
  }

  private Page page() {
    return visit.page();
  }

  private void go(String path) {
    page().navigate(scene.address() + "/#" + path);
    drawn();
    page().locator(".live.ok").waitFor();
    page()
        .locator("[aria-busy]")
        .first()
        .waitFor(
            new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
  }

  private void drawn() {
    try {
      heading().waitFor();
    } catch (TimeoutError e) {
      throw new AssertionError(visit.complaints() + " " + page().content(), e);
    }
  }

  private void press(String key) {
    page().keyboard().press(key);
  }

  private Locator heading() {
    return page().locator("h1");
  }

  private Locator row(String gateway) {
    return page()
        .locator(
            ".fleet .row",
            new Page.LocatorOptions()
                .setHas(
                    page()
                        .getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName(gateway).setExact(true))));
  }

  private Locator station(String place) {
    return page()
        .locator(
            ".station",
            new Page.LocatorOptions()
                .setHas(
                    page()
                        .getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions().setName(place).setExact(true))));
  }

  private Locator card(String title) {
    return page()
        .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(title).setExact(true));
  }

  private Locator dialog() {
    return page().getByRole(AriaRole.DIALOG);
  }

  private Locator button(String name) {
    return page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private void fill(String label, String text) {
    dialog().getByLabel(label, new Locator.GetByLabelOptions().setExact(true)).fill(text);
  }

  /** How far the page is wider than the window. */
  private int overflow() {
    return (int)
        page()
            .evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  private static com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions within(
      int seconds) {
    return new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
        .setTimeout(seconds * 1000.0);
  }

  private static com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions counted(
      int seconds) {
    return new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions()
        .setTimeout(seconds * 1000.0);
  }
}

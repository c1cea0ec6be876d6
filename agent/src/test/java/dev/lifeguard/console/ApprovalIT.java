package dev.lifeguard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Browser;
import dev.lifeguard.peer.Browser.Eye;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Healthz;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.peer.Sshd;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A person, a browser, the program as a process and a real sshd: the tunnel's host was renamed in
 * the ssh configuration, Lifeguard says how it would mend that, and does it after a yes.
 */
class ApprovalIT {
  private static final double PATIENCE = 60_000;

  private static final String RULES =
      """
      alerts:
        - {name: tunnel_down, condition: tunnel_up == 0, severity: critical}
      """;

  private static final String REMEDIES =
      """
      remedies:
        - name: align-ssh-host
          trigger: [tunnel_down]
          mode: approve
          steps: [{ssh.align-host: {}}, {tunnel.restart: {}}]
          verify: {check: tunnel_up == 1, within: 1m}
          limits: {cooldown: 1s}
      """;

  @Test
  void aRealRemedyIsApprovedAfterALookAtItsDiffAndItsEndIsSeenUpToTheReport() {
    try (var sshd = Sshd.plain();
        var gateway = new Healthz();
        var agent = agent(sshd, gateway.port());
        var browser = new Browser();
        var visit = browser.visit(Eye.DESK)) {
      var page = visit.page();
      page.navigate(agent.address() + "/#/remedies");
      var token = agent.token();
      page.evaluate("token => sessionStorage.setItem('lifeguard.token', token)", token);
      Await.until(
          "the agent asks",
          Duration.ofMillis((long) PATIENCE),
          () -> agent.text("/api/v1/remedies/runs").contains("awaiting_approval"),
          () -> agent.log() + agent.text("/api/v1/alerts"));
      assertThat(page.locator(".waiting")).containsText("align-ssh-host", patient());
      sound(page, "remedies-waiting");
      page.locator(".waiting .button").click();
      assertThat(page.locator(".diff .added")).containsText("+Host prod-gateway-eu prod-gateway");
      sound(page, "remedy-approval");
      page.locator("h1").focus();
      page.keyboard().press("a");
      page.locator("dialog input[name=who]").fill("ada");
      page.locator("dialog .strong").click();
      assertThat(page.locator(".lead"))
          .containsText("tunnel_up == 1: tunnel_up of home", patient());
      assertThat(page.locator(".top .mark")).containsText("verified", patient());
      assertThat(page.locator(".figures").first()).containsText("ada");
      assertThat(Folder.read(agent.folder().resolve(".ssh/config")))
          .contains("Host prod-gateway-eu prod-gateway\n");
      sound(page, "remedy-verified");
      incident(page);
      wayIsJudged(page, agent.address() + "/#/gateways/home");
      stopSwitch(page, agent.address() + "/#/remedies");
      assertThat(visit.complaints()).isEmpty();
    }
  }

  /** What the run was for is over, and everything is written down where people look for it. */
  private static void incident(Page page) {
    page.locator(".figures a[href*=incidents]").click();
    assertThat(page.locator(".top .mark").last()).containsText("closed", patient());
    var timeline = page.locator(".timeline");
    assertThat(timeline).containsText("tunnel_down");
    assertThat(timeline).containsText("approved by ada");
    assertThat(timeline).containsText("verified");
    assertThat(page.locator(".side .causes")).containsText("key_missing");
    sound(page, "incident-mended");
    var report =
        page.waitForPopup(() -> page.locator("a[href*='report?format=html&lang=en']").click());
    assertThat(report.locator("body")).containsText("align-ssh-host");
    assertThat(report.locator("td").nth(1)).hasCSS("white-space-collapse", "preserve-breaks");
    Browser.screenshot(report, "report-en");
    report.close();
  }

  /**
   * By the program's own thresholds, since these rules name alerts only; and by looks at the server
   * that the mended SSH configuration names.
   */
  private static void wayIsJudged(Page page, String gateway) {
    page.navigate(gateway);
    assertThat(page.locator(".way")).containsText("tunnel_state == \"active\"", patient());
    assertThat(page.locator(".causes")).containsText("was the cause");
    sound(page, "gateway-mended");
  }

  private static void stopSwitch(Page page, String remedies) {
    page.navigate(remedies);
    page.locator(".strong.bad").click();
    page.locator("dialog input[name=because]").fill("work on the bastion");
    page.locator("dialog .strong").click();
    assertThat(page.locator(".stopped")).containsText("work on the bastion", patient());
    sound(page, "remedies-stopped");
    page.locator(".stopped button").click();
    page.locator("dialog .strong").click();
    assertThat(page.locator(".stopped")).hasCount(0, new HasCountOptions().setTimeout(PATIENCE));
  }

  private static void sound(Page page, String name) {
    Browser.screenshot(page, name);
    assertThat(Axe.serious(page)).as(name).isEmpty();
  }

  private static RunningAgent agent(Sshd sshd, int gateway) {
    var local = Ports.free();
    var agent =
        new RunningAgent(
            """
            rules: [rules.yaml]
            remedies: [remedies.yaml]
            gateways:
              - name: home
                url: "ws://127.0.0.1:%d"
                tunnel:
                  ssh: prod-gateway
                  forwards: [{name: gateway, local: "127.0.0.1:%d", remote: "127.0.0.1:%d"}]
            """
                .formatted(local, local, gateway),
            files(sshd));
    return agent.awaitReady();
  }

  private static Map<String, String> files(Sshd sshd) {
    var config =
        """
        Host prod-gateway-eu
          HostName %s
          Port %d
          User %s
          IdentityFile %s
          UserKnownHostsFile %s
        """
            .formatted(
                sshd.host(), sshd.port(), sshd.user(), sshd.clientKey().file(), sshd.knownHosts());
    return Map.of(".ssh/config", config, "rules.yaml", RULES, "remedies.yaml", REMEDIES);
  }

  private static ContainsTextOptions patient() {
    return new ContainsTextOptions().setTimeout(PATIENCE);
  }
}

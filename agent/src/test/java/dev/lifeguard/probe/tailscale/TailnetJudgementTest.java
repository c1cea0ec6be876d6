package dev.lifeguard.probe.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.probe.tailscale.TailnetTrouble.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TailnetJudgementTest {
  private static final TailnetWays HOME =
      new TailnetWays(List.of("home.tail1234.ts.net"), Set.of());
  private static final TailnetWays SERVED =
      new TailnetWays(List.of("watch.tail1234.ts.net"), Set.of(18789));

  private static String resource(String name) throws IOException {
    try (var in = TailnetJudgementTest.class.getResourceAsStream("/tailscale/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Tailnet net(String release) throws IOException {
    return Tailnet.read(resource("status-" + release + ".json")).orElseThrow();
  }

  private static TailnetServe serve() throws IOException {
    return TailnetServe.read(resource("serve-1.80.json")).orElseThrow();
  }

  private static List<Kind> kinds(List<TailnetTrouble> troubles) {
    return troubles.stream().map(TailnetTrouble::kind).toList();
  }

  private static List<Kind> judge(Tailnet net, TailnetWays ways, String now) {
    return kinds(TailnetJudgement.of(net, Optional.empty(), ways, Instant.parse(now)));
  }

  @ParameterizedTest
  @CsvSource({
    "1.4, home.example.beta.tailscale.net",
    "1.4, 100.101.102.2",
    "1.32, home.tail1234.ts.net",
    "1.32, fd7a:115c:a1e0::2",
    "1.80, HOME",
    "1.80, home.tail1234.ts.net."
  })
  void findsAPeerByEachOfItsNamesInEveryRelease(String release, String host) throws IOException {
    assertThat(net(release).peers()).singleElement().matches(peer -> peer.answersTo(host));
  }

  @Test
  void anOldReleaseThatDoesNotSayWhoIsOnlineAccusesNobody() throws IOException {
    var ways = new TailnetWays(List.of("100.101.102.2"), Set.of());
    assertThat(judge(net("1.4"), ways, "2021-01-02T03:05:00Z")).isEmpty();
  }

  @Test
  void saysWhichPeerIsOfflineAndSinceWhen() throws IOException {
    var troubles =
        TailnetJudgement.of(
            net("1.32"), Optional.empty(), HOME, Instant.parse("2022-12-25T00:00:00Z"));
    assertThat(troubles)
        .singleElement()
        .extracting(TailnetTrouble::kind)
        .isEqualTo(Kind.TAILNET_PEER_OFFLINE);
    assertThat(troubles.getFirst().evidence())
        .isEqualTo("home.tail1234.ts.net is offline, last seen 2022-12-24T18:00:00Z");
  }

  @Test
  void anExpiredPeerIsNamedEvenWhileItSaysItIsOnline() throws IOException {
    assertThat(judge(net("1.80"), HOME, "2025-02-01T10:00:00Z"))
        .containsExactly(Kind.TAILNET_KEY_EXPIRED);
  }

  @Test
  void warnsAWeekBeforeOurOwnKeyExpiresAndSaysSoOnceItIs() throws IOException {
    var nobody = new TailnetWays(List.of(), Set.of());
    assertThat(judge(net("1.80"), nobody, "2025-07-01T10:00:00Z")).isEmpty();
    assertThat(judge(net("1.80"), nobody, "2025-07-14T10:00:00Z"))
        .containsExactly(Kind.TAILNET_KEY_EXPIRES_SOON);
    assertThat(judge(net("1.80"), nobody, "2025-07-20T10:00:00Z"))
        .containsExactly(Kind.TAILNET_KEY_EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stopped", "NeedsLogin", "NoState", "NeedsMachineAuth", "Starting"})
  void everyOtherStateThanRunningIsStoppedAndPeersAreNotAccusedOnTopOfIt(String state) {
    var net = Tailnet.read("{\"BackendState\":\"" + state + "\",\"Peer\":null}").orElseThrow();
    assertThat(judge(net, HOME, "2025-02-01T10:00:00Z")).containsExactly(Kind.TAILNET_STOPPED);
  }

  @Test
  void aHostThatIsNoMachineOfTheTailnetIsSaidToBeNone() throws IOException {
    var ways = new TailnetWays(List.of("hoem.tail1234.ts.net"), Set.of());
    assertThat(judge(net("1.32"), ways, "2022-12-25T00:00:00Z"))
        .containsExactly(Kind.TAILNET_PEER_OFFLINE);
  }

  @Test
  void readsWhatIsServedInTheForegroundTooAndOnlyFunnelsThatAreOn() throws IOException {
    assertThat(serve().routes())
        .containsExactly(
            new TailnetServe.Route("2222", "127.0.0.1:22"),
            new TailnetServe.Route("watch.tail1234.ts.net:443", "http://127.0.0.1:18789"),
            new TailnetServe.Route("watch.tail1234.ts.net:8443", "localhost:3000"));
    assertThat(serve().funnels()).containsExactly("watch.tail1234.ts.net:443");
  }

  @Test
  void anOpenFunnelIsSaidWithTheCommandThatClosesIt() throws IOException {
    var troubles =
        TailnetJudgement.of(
            net("1.80"), Optional.of(serve()), SERVED, Instant.parse("2025-02-01T10:00:00Z"));
    assertThat(kinds(troubles)).containsExactly(Kind.TAILNET_FUNNEL_OPEN);
    assertThat(troubles.getFirst().fix()).containsExactly("tailscale funnel --https=443 off");
  }

  @Test
  void aRouteToTheGatewayThatIsGoneIsMissed() throws IOException {
    var empty = TailnetServe.read("{}");
    var troubles =
        TailnetJudgement.of(net("1.80"), empty, SERVED, Instant.parse("2025-02-01T10:00:00Z"));
    assertThat(kinds(troubles)).containsExactly(Kind.TAILNET_SERVE_GONE);
    assertThat(troubles.getFirst().fix()).containsExactly("tailscale serve --bg 18789");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:18789, 18789",
    "http://127.0.0.1:18789/a/b:1, 18789",
    "https+insecure://localhost:8443/, 8443",
    "localhost:3000, 3000",
    "3030, 3030",
    "http://localhost, ",
    "/srv, "
  })
  void findsThePortOfEveryKindOfTarget(String target, Integer port) {
    assertThat(new TailnetServe.Route("x:443", target).port()).isEqualTo(Optional.ofNullable(port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"BackendState\":7}", "Tailscale is stopped."})
  void whatIsNoStatusIsNone(String text) {
    assertThat(Tailnet.read(text)).isEmpty();
  }

  @Test
  void fieldsOfAnotherTypeAreNotKnown() {
    var odd =
        "{\"BackendState\":\"Running\",\"Self\":[],\"Health\":\"x\",\"Peer\":{\"a\":{\"HostName\":7,"
            + "\"TailscaleIPs\":\"y\",\"Online\":\"no\",\"KeyExpiry\":\"soon\"},\"b\":null}}";
    var net = Tailnet.read(odd).orElseThrow();
    assertThat(net.peers())
        .singleElement()
        .isEqualTo(
            new TailnetNode(
                "",
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TailnetNode.Flag.VALID));
  }

  @ParameterizedTest
  @CsvSource({
    "home.tail1234.ts.net, true",
    "100.64.0.1, true",
    "100.127.255.254, true",
    "100.128.0.1, false",
    "[fd7a:115c:a1e0::2], true",
    "10.0.0.1, false",
    "gateway.example, false"
  })
  void knowsTheAddressesOfTailnets(String host, boolean tailnet) {
    assertThat(TailnetWays.leadsThrough(host)).isEqualTo(tailnet);
  }
}

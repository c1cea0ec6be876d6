package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretFile;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.tunnel.TunnelSettings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryTest {
  @TempDir private Path home;

  private Surroundings surroundings(Map<String, String> environment) {
    return new Surroundings(environment, home, home);
  }

  private void openClaw(String folder, String json) throws IOException {
    var file = home.resolve(folder).resolve("openclaw.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, json);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** What the written file means once it is read again. */
  private AgentSettings written(Map<String, String> environment) throws IOException {
    var surroundings = surroundings(environment);
    var file = home.resolve("lifeguard.yaml");
    new InitialFile(surroundings).replace(file);
    var loaded = new Settings(Optional.of(file), List.of(), surroundings).load();
    assertThat(loaded).as(Files.readString(file)).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good<AgentSettings>) loaded).value();
  }

  private static String url(WatchedGateway gateway) {
    return gateway.paths().getFirst().gateway().url().toString();
  }

  @ParameterizedTest
  @CsvSource({"ops, 55291", "rescue, 23532", "dev, 19001"})
  void knowsThePortThatAProfileGetsByItsName(String profile, int port) {
    assertThat(OpenClawFile.profilePort(profile)).isEqualTo(port);
  }

  @Test
  void findsTheInstallationAndItsProfiles() throws IOException {
    openClaw(".openclaw", "{gateway: {port: 18800, auth: {token: 'tok-of-the-default'}}}");
    openClaw(".openclaw-ops", "{gateway: {mode: 'local', auth: {mode: 'none'}}}");
    openClaw(
        ".openclaw-rescue",
        "{gateway: {bind: 'custom', customBindHost: '10.0.0.7', tls: {enabled: true}}}");
    var gateways = written(Map.of()).gateways();
    assertThat(gateways).extracting(WatchedGateway::name).containsExactly("local", "ops", "rescue");
    assertThat(gateways)
        .extracting(DiscoveryTest::url)
        .containsExactly("ws://127.0.0.1:18800", "ws://127.0.0.1:55291", "wss://10.0.0.7:23532");
  }

  @Test
  void leavesTheTokenWhereItIsAndReadsItThere() throws IOException {
    openClaw(".openclaw", "{gateway: {auth: {mode: 'token', token: 'tok-1'}}}");
    var gateway = written(Map.of()).gateways().getFirst().paths().getFirst().gateway();
    assertThat(Files.readString(home.resolve("lifeguard.yaml"))).doesNotContain("tok-1");
    assertThat(SecretFile.read(gateway.token()))
        .isEqualTo(new SecretFile.Result.Read(new Secret("tok-1")));
    openClaw(".openclaw", "{gateway: {auth: {token: 'tok-2'}}}");
    assertThat(SecretFile.read(gateway.token()))
        .isEqualTo(new SecretFile.Result.Read(new Secret("tok-2")));
  }

  @Test
  void refersToTheVariableThatOpenClawUses() throws IOException {
    openClaw(".openclaw", "{gateway: {auth: {token: '${MY_TOKEN}'}}}");
    openClaw(".openclaw-a", "{gateway: {auth: {token: {source: 'env', id: 'OTHER_TOKEN'}}}}");
    openClaw(".openclaw-b", "{gateway: {auth: {mode: 'password', password: 'p'}}}");
    openClaw(".openclaw-c", "{}");
    var surroundings = surroundings(Map.of("OPENCLAW_GATEWAY_TOKEN", "t"));
    assertThat(new InitialFile(surroundings).text())
        .contains(
            "token: \"${MY_TOKEN}\"",
            "token: \"${OTHER_TOKEN}\"",
            "password-file: \"~/.openclaw-b/openclaw.json#gateway.auth.password\"",
            "token: \"${OPENCLAW_GATEWAY_TOKEN}\"");
  }

  @Test
  void findsTheGatewayElsewhereThatAnInstallationLeadsTo() throws IOException {
    openClaw(
        ".openclaw",
        """
        {gateway: {mode: 'remote', remote: {
          url: 'ws://127.0.0.1:18790', sshTarget: 'ops@gateway.example:2222',
          sshIdentity: '~/.ssh/id with space', token: 'far-token', remotePort: 19001}}}
        """);
    openClaw(
        ".openclaw-edge",
        """
        {gateway: {mode: 'remote', remote: {
          url: 'wss://edge.example:18789', transport: 'direct', sshTarget: 'x@y',
          tlsFingerprint: '9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08'}}}
        """);
    var gateways = written(Map.of()).gateways();
    assertThat(gateways).extracting(WatchedGateway::name).containsExactly("remote", "remote-edge");
    var tunnel =
        (TunnelSettings.Kept) gateways.getFirst().paths().getFirst().tunnel().orElseThrow();
    assertThat(tunnel.ssh().destination()).isEqualTo("ops@gateway.example:2222");
    assertThat(tunnel.ssh().identities()).containsExactly(home.resolve(".ssh/id with space"));
    assertThat(tunnel.forwards().getFirst().local()).hasToString("127.0.0.1:18790");
    assertThat(tunnel.forwards().getFirst().remote()).hasToString("127.0.0.1:19001");
    var direct = gateways.getLast().paths().getFirst();
    assertThat(direct.tunnel()).isEmpty();
    assertThat(direct.gateway().tlsFingerprint()).isPresent();
  }

  @Test
  void findsTheHostsWhoseForwardLeadsToAGateway() throws IOException {
    Files.createDirectories(home.resolve(".ssh"));
    Files.writeString(
        home.resolve(".ssh/config"),
        """
        Host home-gateway
          HostName home.example
          LocalForward 28789 localhost:18789
        Host db
          LocalForward 5432 localhost:5432
        Host *.example
          LocalForward 28799 127.0.0.1:18789
        Host two
          LocalForward [::1]:28800 127.0.0.1:19001
          LocalForward 28801 10.0.0.9:18789
        """);
    var gateways = written(Map.of()).gateways();
    assertThat(gateways)
        .extracting(WatchedGateway::name)
        .containsExactly("home-gateway", "two", "two-2");
    assertThat(gateways)
        .extracting(DiscoveryTest::url)
        .containsExactly("ws://127.0.0.1:28789", "ws://[::1]:28800", "ws://127.0.0.1:28801");
    var tunnel =
        (TunnelSettings.Kept) gateways.getFirst().paths().getFirst().tunnel().orElseThrow();
    assertThat(tunnel.ssh().destination()).isEqualTo("home-gateway");
    assertThat(tunnel.forwards().getFirst().remote()).hasToString("127.0.0.1:18789");
  }

  @Test
  void survivesWhatIsNoInstallation() throws IOException {
    openClaw(".openclaw", "{gateway: {port: 'x', auth: [], remote: 7}}");
    openClaw(".openclaw-broken", "{{{");
    openClaw(
        ".openclaw-evil\n  - name: x",
        "{gateway: {auth: {token: 'a\\nb: \"c'}, remote: {sshTarget: '-oProxyCommand=x', url: 'http://x'}}}");
    openClaw(".openclaw-list", "[]");
    var gateways = written(Map.of()).gateways();
    assertThat(gateways).extracting(WatchedGateway::name).startsWith("local");
    assertThat(url(gateways.getFirst())).isEqualTo("ws://127.0.0.1:18789");
  }

  @Test
  void assumesTheUsualPlaceWhereNothingIsFound() throws IOException {
    assertThat(url(written(Map.of()).gateways().getFirst())).isEqualTo("ws://127.0.0.1:18789");
    assertThat(url(written(Map.of("OPENCLAW_GATEWAY_PORT", "20000")).gateways().getFirst()))
        .isEqualTo("ws://127.0.0.1:20000");
  }

  @Test
  void neverOverwritesUnlessToldTo() throws IOException {
    var file = home.resolve("deep/er/lifeguard.yaml");
    var initial = new InitialFile(surroundings(Map.of()));
    initial.write(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, "mine");
    Assertions.assertThatThrownBy(() -> initial.write(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("mine");
    initial.replace(file);
    assertThat(Files.readString(file)).startsWith("# Lifeguard's configuration");
  }
}

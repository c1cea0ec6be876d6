package dev.lifeguard.app.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Surroundings;
import dev.lifeguard.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
  private static final String CONFIG =
      """
      gateways:
        - name: home
          url: ws://127.0.0.1:28789
          token: ${TOKEN:-}
          tunnel:
            ssh: jumpbox-prod
            jump: [ops@bastion.example, near]
            forwards: [{name: gateway, local: 127.0.0.1:28789, remote: 127.0.0.1:18789}]
      rules: []
      remedies: []
      """;

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Lint.Result look(Path... files) {
    return Lint.of(List.of(files), new Surroundings(Map.of(), folder, folder));
  }

  /** As {@code name:line:column code}. */
  private List<String> found(Path... files) {
    var result = look(files);
    assertThat(result.unread()).isEmpty();
    return result.notes().stream()
        .map(
            note ->
                Path.of(note.spot().file()).getFileName()
                    + ":"
                    + note.spot().line()
                    + ":"
                    + note.spot().column()
                    + " "
                    + note.code())
        .toList();
  }

  private String only(Path... files) {
    var notes = look(files).notes();
    assertThat(notes).hasSize(1);
    return notes.getFirst().toString();
  }

  @Test
  void whatWeShipHasNothingToSay() throws IOException {
    try (Stream<Path> shipped = Files.walk(Peers.project().resolve("rules"))) {
      var files =
          shipped
              .filter(it -> it.toString().endsWith(".yaml"))
              .filter(it -> !it.toString().contains("prometheus"))
              .toArray(Path[]::new);
      assertThat(files).hasSizeGreaterThan(5);
      assertThat(found(files)).isEmpty();
    }
  }

  @Test
  void aTunnelWhoseHostIsNoAliasIsFoundWithTheNearestOne() throws IOException {
    var ssh =
        file("config", "Host jumpbox-prod-internal\n  HostName 10.0.0.1\nHost n*\n  Port 2\n");
    var config = file("lifeguard.yaml", CONFIG);
    assertThat(only(config, ssh))
        .isEqualTo(
            config
                + ":6:12: \"jumpbox-prod\" is no Host alias of the ssh configuration; did you mean"
                + " \"jumpbox-prod-internal\"?");
  }

  @Test
  void withoutAnSshConfigurationAmongTheFilesNoAliasIsMissed() throws IOException {
    assertThat(found(file("lifeguard.yaml", CONFIG))).isEmpty();
  }

  @Test
  void anAliasThatStandsTwiceIsFoundAcrossFilesToo() throws IOException {
    var one = file("config", "Host a b\n  Port 1\n\nHost *\n  Port 3\n  Host  b\n  Port 2\n");
    var two = file("ssh_config.more", "Host c a\n  User x\n");
    assertThat(found(one, two))
        .containsExactly(
            "config:6:9 duplicate_host_alias", "ssh_config.more:1:8 duplicate_host_alias");
  }

  @Test
  void mistakesInLifeguardsOwnFilesAreFoundInEachKind() throws IOException {
    assertThat(found(file("a.yaml", CONFIG.replace("url:", "ulr:"))))
        .containsExactly("a.yaml:2:5 configuration", "a.yaml:3:5 configuration");
    assertThat(found(file("b.yaml", "alerts:\n  - name: x\n    condition: gateway_stat == 1\n")))
        .isNotEmpty()
        .allMatch(it -> it.startsWith("b.yaml:3:") || it.startsWith("b.yaml:2:"));
    assertThat(found(file("c.yaml", "remedies:\n  - name: x\n    wen: y\n"))).isNotEmpty();
    assertThat(found(file("d.yaml", "rules: []\ntests: [{nmae: x}]\n"))).isNotEmpty();
    assertThat(found(file("e.yaml", "alerts: [\n"))).containsExactly("e.yaml:2:1 configuration");
  }

  @Test
  void secretsInClearTextAreFoundByTheirKeyAndNeverTold() throws IOException {
    var config = file("lifeguard.yaml", CONFIG.replace("${TOKEN:-}", "opensesame1"));
    var note = only(config);
    assertThat(note)
        .isEqualTo(
            config
                + ":4:12: warning: token is in clear text; write ${NAME}, or use the key that ends"
                + " in -file")
        .doesNotContain("opensesame1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# sk-abcdefghijklmnopqrstuvwxyz0123",
        "# 123456789:AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDD",
        "# -----BEGIN OPENSSH PRIVATE KEY-----",
        "# ghp_abcdefghijklmnopqrstuvwxyz0123456789"
      })
  void secretsAreFoundByTheirLooksEvenInComments(String line) throws IOException {
    assertThat(found(file("config", "Host a\n" + line + "\n  Port 1\n")))
        .containsExactly("config:2:3 secret_in_clear_text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{gateway: {mode: 'local'}} |",
        "{gateway: {port: 1}} | 1:11 openclaw_mode",
        "{} | 1:1 openclaw_mode",
        "{gateway: {mode: 'local',}, // note | 1:36 configuration",
        "{gateway: {mode: 'local', rateLimit: {}}} | 1:27 openclaw_key",
        "{gateway: {mode: 'local', bnid: 'lan'}} | 1:27 openclaw_key",
        "{gateway: {mode: 'local', bind: '0.0.0.0'}} | 1:33 openclaw_value",
        "{gateway: {mode: 'local', auth: {token: 'abcdefgh12'}}} | 1:41 secret_in_clear_text",
        "{gateway: {mode: 'local', auth: {token: '${T}'}}} |",
        "{gateway: 'local'} | 1:11 openclaw_shape"
      })
  void readsOpenClawsFileAsTheGatewayWould(String text, String found) throws IOException {
    var name = "openclaw.json";
    assertThat(found(file(name, text)))
        .isEqualTo(found == null ? List.of() : List.of(name + ":" + found));
  }

  @Test
  void saysWhereTheRateLimitBelongs() throws IOException {
    assertThat(only(file("openclaw.json", "{gateway: {mode: 'local', rate_limit: {}}}")))
        .endsWith("move it to gateway.auth.rateLimit");
  }

  @Test
  void aFileThatIsNoneOfTheseOrNotThereIsSaid() throws IOException {
    var result =
        look(
            file("README.md", "# a: b: c\nd: e: f"),
            file("other.yaml", "a: 1\n"),
            file("p.json", "{\"a\":1}"),
            folder.resolve("gone"));
    assertThat(result.notes()).isEmpty();
    assertThat(result.unread()).hasSize(4);
    assertThat(result.unread().getLast()).contains("gone");
  }

  @Test
  void theHookCallsTheCommandAndTakesTheFilesThatItKnows() throws IOException {
    var hook = Files.readString(Peers.project().resolve(".pre-commit-hooks.yaml"));
    assertThat(hook).contains("entry: lifeguard lint");
    var pattern = hook.lines().filter(it -> it.contains("files:")).findFirst().orElseThrow();
    var files = java.util.regex.Pattern.compile(pattern.replaceAll("^[^']*'|'$", ""));
    assertThat(
            List.of(
                "lifeguard.yaml",
                "etc/lifeguard.prod.yml",
                "rules/a.yaml",
                ".ssh/config",
                "openclaw.json"))
        .allMatch(it -> files.matcher(it).find());
    assertThat(List.of("README.md", "src/config", "package.json"))
        .noneMatch(it -> files.matcher(it).find());
  }
}

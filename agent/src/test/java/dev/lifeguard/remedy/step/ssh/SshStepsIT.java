package dev.lifeguard.remedy.step.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.SecretSource;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.FarShell;
import dev.lifeguard.remedy.step.Patient;
import dev.lifeguard.remedy.step.Shown;
import dev.lifeguard.remedy.step.StepBench;
import dev.lifeguard.remedy.step.Supervision;
import dev.lifeguard.remedy.step.command.RunThere;
import dev.lifeguard.remedy.step.tunnel.TunnelOptions;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelState;
import dev.lifeguard.tunnel.TunnelView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps that mend the way in, against a real sshd. */
class SshStepsIT {
  private final Sshd sshd = Sshd.plain();
  private final StepBench bench = new StepBench();

  @BeforeEach
  void follow() {
    follow(sshd.destination());
  }

  private void follow(String destination) {
    var ssh =
        new SshSettings(
            destination,
            List.of(),
            List.of(sshd.clientKey().file()),
            new SecretSource.None(),
            new SecretSource.None(),
            Optional.empty(),
            List.of(sshd.folder().resolve("known_hosts")),
            Optional.of(Duration.ofSeconds(8)),
            Optional.empty());
    if (!Files.exists(sshd.folder().resolve("known_hosts"))) sshd.knownHosts();
    var tunnel = new TunnelSettings.Kept("ssh", ssh, List.of(), false);
    var gateway = StepBench.settings(URI.create("ws://127.0.0.1:9"), "none");
    StepBench.await(
        bench.follow(
            List.of(new Patient("ssh", gateway, Map.of("ssh", tunnel), Supervision.UNSAID))));
  }

  @AfterEach
  void stop() {
    bench.close();
    sshd.close();
  }

  @Test
  void aNewKeyIsInstalledProvedAndUsedAndTheOldOneStays() throws Exception {
    var old = authorized();
    var outcome = done(roll(), bench.scene("ssh.new-key", keysFile()));
    var file = java.nio.file.Path.of(outcome.notes().get("installed"));
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(authorized()).startsWith(old).contains("lifeguard-home-");
    awaitActive();
    sshd.awaitLog("Accepted key ED25519 " + fingerprint(outcome.output()));
    sshd.forgetKeys();
    sshd.authorise(Folder.read(java.nio.file.Path.of(file + ".pub")).strip());
    StepBench.await(bench.tunnels.restart(new TunnelId("home", "ssh")));
    awaitActive();
  }

  @Test
  void aKeyThatTheFarSideDoesNotTakeLeavesNothingBehind() throws Exception {
    var elsewhere = sshd.folder().resolve("elsewhere");
    var wrong = new JsonObject().put("authorized-keys", elsewhere.toString()).encode();
    var failed = failed(roll(), bench.scene("ssh.new-key", wrong));
    assertThat(failed.reason()).isEqualTo(Reason.KEY_REJECTED);
    assertThat(Folder.read(elsewhere)).isBlank();
    try (var files = Files.list(bench.folder().resolve(".ssh"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("config");
    }
  }

  @Test
  void aDriftedAliasIsAddedToItsEntryAndCommentsStay() throws Exception {
    var config =
        """
        # written by hand
        Host jumpbox-prod-internal   # the one in Frankfurt
            HostName 127.0.0.1
            Port %d
        """
            .formatted(sshd.port());
    var file = bench.folder().write(".ssh/config", config);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    follow(sshd.user() + "@jumpbox-prod");
    var align = new AlignHost(bench.ward, bench.sessions, bench.environment, bench.time);
    var scene = bench.scene("ssh.align-host", "{}");
    assertThat(align.preview(scene).diff().orElseThrow())
        .contains(
            "-Host jumpbox-prod-internal   # the one in Frankfurt\n"
                + "+Host jumpbox-prod-internal jumpbox-prod   # the one in Frankfurt");
    done(align, scene);
    assertThat(Folder.read(file))
        .isEqualTo(config.replace("-internal ", "-internal jumpbox-prod "));
    assertThat(mode(file)).isEqualTo("rw-r--r--");
    StepBench.await(bench.tunnels.restart(new TunnelId("home", "ssh")));
    awaitActive();
    assertThat(align.act(scene)).isInstanceOf(StepOutcome.Skipped.class);
  }

  @Test
  void twoEntriesThatAreBothNearAreNotGuessedBetween() throws Exception {
    bench.folder().write(".ssh/config", "Host jumpbox-prod-a\nHost jumpbox-prod-b\n");
    follow("jumpbox-prod");
    var align = new AlignHost(bench.ward, bench.sessions, bench.environment, bench.time);
    assertThat(failed(align, bench.scene("ssh.align-host", "{}")).detail())
        .contains("both \"jumpbox-prod-a\" and \"jumpbox-prod-b\" are near it");
  }

  @Test
  void aChangedHostKeyIsTrustedOnlyAsShownAndOnlyByAPerson() throws Exception {
    awaitActive();
    var known = sshd.folder().resolve("known_hosts");
    var others = "# mine\nelsewhere " + sshd.hostKey().publicLine() + "\n";
    Files.writeString(known, others + Folder.read(known));
    restartWithOtherKeys();
    var accept = new AcceptHostKey(bench.ward, bench.sessions, new Shown(bench.store), bench.time);
    var unasked = bench.scene("ssh.accept-host-key", "{}");
    assertThat(failed(accept, unasked).detail()).contains("only trusted when a person said yes");

    var shown = bench.approved("ssh.accept-host-key", "{}");
    var preview = accept.preview(shown);
    assertThat(preview.text()).containsPattern("Trusts from now on: ssh-ed25519 SHA256:\\S+");
    assertThat(preview.text()).containsPattern("Trusted so far: ssh-ed25519 SHA256:\\S+");
    restartWithOtherKeys();
    assertThat(failed(accept, shown).reason()).isEqualTo(Reason.HOST_KEY_CHANGED);

    accept.preview(shown);
    done(accept, shown);
    assertThat(Folder.read(known)).startsWith(others).contains(keyOf(sshd));
    awaitActive();
  }

  @Test
  void wordsOfARemedyStayWordsOnTheFarSide() throws Exception {
    var trap = sshd.folder().resolve("trap");
    var words =
        List.of(
            "a b",
            "$(touch " + trap + ")",
            "`touch " + trap + "`",
            "it's; touch " + trap,
            "line\nline",
            "\\'",
            "");
    var argv = new JsonArray().add("printf").add("<%s>");
    words.forEach(argv::add);
    var run = new RunThere(bench.ward, new FarShell(bench.sessions), bench.time);
    var outcome = done(run, bench.scene("ssh.run", new JsonObject().put("value", argv).encode()));
    assertThat(outcome.output())
        .isEqualTo(
            "status 0: " + String.join("", words.stream().map(it -> "<" + it + ">").toList()));
    assertThat(trap).doesNotExist();
    var huge = new JsonArray().add("echo").add("x".repeat(1 << 20));
    assertThat(
            failed(run, bench.scene("ssh.run", new JsonObject().put("value", huge).encode()))
                .detail())
        .contains("more than 65536 characters");
    assertThat(failed(run, bench.scene("ssh.run", "{\"value\":[\"false\"]}")).detail())
        .isEqualTo("status 1");
  }

  @Test
  void moreOutputThanCanBeKeptIsCutAndSaid() throws Exception {
    var run = new RunThere(bench.ward, new FarShell(bench.sessions), bench.time);
    var much = "{\"value\":[\"head\",\"-c\",\"1000000\",\"/dev/zero\"]}";
    assertThat(done(run, bench.scene("ssh.run", much)).output())
        .hasSizeLessThan(20_000)
        .endsWith("(cut)");
  }

  @Test
  void aTunnelBeginsAnewWithOtherPatienceUntilItsConfigurationChanges() throws Exception {
    awaitActive();
    var options = new TunnelOptions(bench.ward, bench.changes);
    var scene =
        bench.scene("tunnel.options", "{\"keepalive-every\":\"2s\",\"keepalive-misses\":4}");
    assertThat(done(options, scene).output()).contains("keepalive as OpenSSH has it -> 2s x4");
    assertThat(keepalive()).contains(new SshSettings.Keepalive(Duration.ofSeconds(2), 4));
    follow();
    assertThat(keepalive()).isPresent();
    follow("root@127.0.0.1:1");
    assertThat(keepalive()).isEmpty();
  }

  private Optional<SshSettings.Keepalive> keepalive() {
    return bench.ward.patient("home").ssh().orElseThrow().keepalive();
  }

  private RollKey roll() {
    return new RollKey(
        new RollKey.Tools(
            bench.ward, bench.sessions, bench.environment, bench.changes, bench.time));
  }

  private String keysFile() {
    var file = sshd.folder().resolve("authorized_keys").toString();
    return new JsonObject().put("authorized-keys", file).encode();
  }

  private String authorized() {
    return Folder.read(sshd.folder().resolve("authorized_keys"));
  }

  private static String keyOf(Sshd sshd) {
    return sshd.hostKey().publicLine().split(" ")[1];
  }

  private static String fingerprint(String said) {
    var found = java.util.regex.Pattern.compile("SHA256:\\S+?(?= |,|$)").matcher(said);
    assertThat(found.find()).isTrue();
    return found.group();
  }

  private void restartWithOtherKeys() {
    sshd.stop();
    sshd.changeHostKeys();
    sshd.start();
  }

  private void awaitActive() {
    Await.until("the tunnel is active", Duration.ofSeconds(30), this::active, sshd::log);
  }

  private boolean active() {
    return StepBench.await(bench.tunnels.views()).stream()
        .map(TunnelView::state)
        .anyMatch(TunnelState.Active.class::isInstance);
  }

  private static String mode(java.nio.file.Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static StepOutcome.Done done(StepKind step, Scene scene) throws InterruptedException {
    var outcome = step.act(scene);
    assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
    return (StepOutcome.Done) outcome;
  }

  private static StepOutcome.Failed failed(StepKind step, Scene scene) throws InterruptedException {
    var outcome = step.act(scene);
    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    return (StepOutcome.Failed) outcome;
  }
}

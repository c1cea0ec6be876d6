package dev.lifeguard.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshFinding.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody meant to write, and files that somebody meant badly. */
class SshConfigMistakesTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> saysWhereAndHowToMendEachMistake() {
    var corpus = new ConfigCorpus();
    return corpus.mistakes().stream()
        .map(
            mistake ->
                dynamicTest(
                    mistake.toString(),
                    () -> {
                      var resolver = resolver(corpus.environment(mistake.file()));
                      assertThat(unusable(resolver).findings().getFirst().toString())
                          .as(mistake.toString())
                          .isEqualTo(mistake.says());
                    }))
        .onClose(corpus::close);
  }

  @Test
  void countsTheMistakesThatAreNotShown() throws IOException {
    var file = write("Port 0\nUser a b\nPort x\n");
    assertThat(unusable(resolver(environment(file))).failure().toString())
        .isEqualTo(
            "ssh_config_invalid: "
                + file
                + ":1: Port is no port between 1 and 65535: \"0\"; mend with: correct the value"
                + " (and 2 more)");
  }

  @Test
  void survivesLinesWithoutEnd() throws IOException {
    assertThat(whatIsWrongWith("Host " + "x".repeat(20_000)))
        .isEqualTo("a line longer than 16 KiB");
  }

  @Test
  void survivesFilesWithoutEnd() throws IOException {
    assertThat(whatIsWrongWith("# fill\n".repeat(200_000))).isEqualTo("is larger than 1 MiB");
  }

  @Test
  void survivesBinaryFiles() throws IOException {
    var file = Files.write(folder.resolve("config"), new byte[] {'a', '\n', 0, 1, 2, (byte) 0xff});
    assertThat(config(file).findings().getFirst().toString())
        .isEqualTo(file + ":2: holds binary data; mend with: is this the right file?");
  }

  @Test
  void keepsNamesThatAreNoUtf8() throws IOException {
    var file = folder.resolve("config");
    Files.write(file, "Host caf\u00e9\n  Port 99\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(config(file).findings()).isEmpty();
    assertThat(config(file).hosts().getFirst().pattern()).isEqualTo("caf\u00e9");
  }

  @Test
  void refusesAFileThatOthersMayWrite() throws IOException {
    var file = write("Port 99\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(config(file).findings().getFirst().toString())
        .isEqualTo(file + ": others may write to it, or own it; mend with: chmod go-w " + file);
  }

  @Test
  void stopsAtTooManyIncludedFiles() throws IOException {
    for (int i = 0; i < 30; i++) {
      var next = i < 12 ? "Include " + folder + "/inc" + (i + 1) + "*\n" : "";
      for (var twin : List.of("a", "b"))
        Files.writeString(folder.resolve("inc" + i + twin), next.repeat(2));
    }
    var found = config(write("Include " + folder + "/inc0*\n")).findings();
    assertThat(found.getFirst().what()).isEqualTo("more than 512 included files");
  }

  @Test
  void takesAMissingFileForAnEmptyOne() {
    var config = config(folder.resolve("absent"));
    assertThat(config.findings()).isEmpty();
    assertThat(config.files()).containsExactly(folder.resolve("absent"));
  }

  @Test
  void survivesAFolderInPlaceOfAFile() {
    assertThat(config(folder).findings()).isEmpty();
  }

  @Test
  void tellsWhatItDoesNotHonourAndHowGravelyThatMatters() throws IOException {
    var file =
        write(
            """
            Host a
              CheckHostIP yes
              ForwardAgent yes
              Compression no
              StrictHostKeyChecking no
            Match exec "true"
              Port 99
            """);
    assertThat(config(file).findings())
        .extracting(finding -> finding.severity() + " " + finding)
        .containsExactly(
            "WARNING "
                + file
                + ":2: CheckHostIP is not honoured: host keys are looked up by name only;"
                + " mend with: remove the line",
            "NOTE " + file + ":3: ForwardAgent is not honoured: the agent is never forwarded",
            "WARNING "
                + file
                + ":5: StrictHostKeyChecking no is treated as accept-new: a changed host key is"
                + " refused; mend with: write accept-new, or yes",
            "WARNING "
                + file
                + ":6: Match exec is not honoured: the block never applies; mend with: use Match"
                + " host, or a Host block");
  }

  @Test
  void tellsOfATargetOnlyWhatConcernsIt() throws IOException {
    var file =
        write(
            """
            Host b
              CheckHostIP yes
            Host a
              BindInterface eth0
            Match host b exec "true"
              Port 99
            """);
    var outcome = resolver(environment(file)).resolve(SshSettings.to("a"));
    var target = ((TargetOutcome.Resolved) outcome).target();
    assertThat(target.findings())
        .extracting(SshFinding::severity)
        .containsExactly(Severity.WARNING);
    assertThat(target.findings().getFirst().at().orElseThrow().line()).isEqualTo(4);
    assertThat(target.login().port()).isEqualTo(22);
  }

  private String whatIsWrongWith(String text) throws IOException {
    return config(write(text)).findings().getFirst().what();
  }

  private TargetOutcome.Unusable unusable(TargetResolver resolver) {
    var outcome = resolver.resolve(SshSettings.to("a"));
    if (!(outcome instanceof TargetOutcome.Unusable unusable))
      throw new AssertionError(outcome.toString());
    assertThat(unusable.failure().reason()).isEqualTo(Reason.SSH_CONFIG_INVALID);
    return unusable;
  }

  private Path write(String text) throws IOException {
    var file = Files.writeString(folder.resolve("config"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private OpenSshConfig config(Path file) {
    return OpenSshConfig.load(environment(file));
  }

  private static TargetResolver resolver(SshEnvironment environment) {
    return new TargetResolver(environment, OpenSshConfig.load(environment));
  }

  private SshEnvironment environment(Path file) {
    var user = new SshEnvironment.LocalUser("me", SshEnvironment.uid(), folder);
    return new SshEnvironment(user, "here", Map.of(), Optional.of(file), Optional.empty());
  }
}

package dev.lifeguard.ssh.config;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.ssh.config.SshEnvironment.LocalUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration files of {@code ssh-config/}, copied to where ssh trusts them. */
final class ConfigCorpus implements AutoCloseable {
  /**
   * One file.
   *
   * @param hosts what is asked of it
   * @param since the OpenSSH release that first reads it as we do
   * @param expanded whether the files of keys are compared after expansion, too
   */
  record Case(Path file, List<String> hosts, int since, boolean expanded) {
    @Override
    public String toString() {
      return file.getFileName().toString();
    }
  }

  private final Folder folder = new Folder("ssh-config");

  ConfigCorpus() {
    try (var files = Files.walk(source())) {
      files.filter(Files::isRegularFile).forEach(this::copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Case> cases() {
    try (var files = Files.list(folder.path())) {
      return files
          .filter(file -> file.toString().endsWith(".conf"))
          .sorted()
          .map(this::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A file that ssh refuses.
   *
   * @param says our words for it
   * @param hidden ssh -G does not get to it, only a login would
   */
  record Mistake(Path file, String says, boolean hidden) {
    @Override
    public String toString() {
      return file.getFileName().toString();
    }
  }

  List<Mistake> mistakes() {
    try (var files = Files.list(folder.resolve("bad"))) {
      return files
          .filter(file -> file.toString().endsWith(".conf"))
          .sorted()
          .map(this::mistake)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Mistake mistake(Path file) {
    var text = Folder.read(file);
    var says = header(text, "says").orElseThrow();
    var place = says.matches("[0-9]+: .*") ? file + ":" : "";
    return new Mistake(file, place + says, header(text, "ssh -G").isPresent());
  }

  Folder folder() {
    return folder;
  }

  /** What ssh gets to see in its environment, too. */
  Map<String, String> variables() {
    return Map.of(
        "HOME",
        System.getProperty("user.home"),
        "SSH_AUTH_SOCK",
        "/run/agent.sock",
        "LIFEGUARD_KEY",
        "id_corpus",
        "LIFEGUARD_PORT",
        "3939",
        "LIFEGUARD_DIR",
        folder.path().toString());
  }

  SshEnvironment environment(Path config) {
    var real = SshEnvironment.real();
    var home = Path.of(System.getProperty("user.home"));
    return new SshEnvironment(
        new LocalUser(Peers.user(), real.user().uid(), home),
        real.localHost(),
        variables(),
        Optional.of(config),
        Optional.empty());
  }

  private Case read(Path file) {
    var text = Folder.read(file);
    var hosts = header(text, "hosts").map(line -> List.of(line.split(" "))).orElseThrow();
    int since = header(text, "since").map(Integer::parseInt).orElse(0);
    return new Case(file, hosts, since, header(text, "expand").isPresent());
  }

  private static Optional<String> header(String text, String name) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("# " + name + ": "))
        .map(line -> line.substring(name.length() + 4))
        .findFirst();
  }

  private void copy(Path file) {
    try {
      var to = folder.path().resolve(source().relativize(file).toString());
      Files.createDirectories(to.getParent());
      var text = Files.readString(file).replace("@FILE@", to.toString());
      Files.writeString(to, text.replace("@DIR@", to.getParent().toString()));
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path source() {
    return Peers.project().resolve("agent/src/test/resources/ssh-config");
  }

  @Override
  public void close() {
    folder.close();
  }
}

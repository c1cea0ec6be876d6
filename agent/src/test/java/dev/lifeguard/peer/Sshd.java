package dev.lifeguard.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real OpenSSH server on a free loopback port, with keys of its own and a client key that it
 * accepts. It logs every step; {@link #log()} is what a failing test should show.
 */
public final class Sshd implements AutoCloseable {
  private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

  private final Folder folder = new Folder("sshd");
  private final List<ProcessHandle> orphans = new ArrayList<>();
  private final int port = Ports.free();
  private final SshdSetup setup;
  private final Path binary;
  private final SshKey clientKey;
  private List<SshKey> hostKeys;
  private Optional<Program> program = Optional.empty();

  Sshd(SshdSetup setup) {
    this.setup = setup;
    Peers.require(Peer.SSHD); // brings the libraries that the newer one links to as well
    binary = Peers.require(setup.server()).toAbsolutePath();
    if (setup.password().isPresent()) Peers.requireRoot();
    hostKeys = generateHostKeys();
    clientKey = newKey("client", SshKey.Type.ED25519);
    authorise(clientKey);
    start();
  }

  public static SshdSetup setup() {
    return SshdSetup.PLAIN;
  }

  /** The system's own OpenSSH, with nothing special. */
  public static Sshd plain() {
    return setup().start();
  }

  public String host() {
    return setup.elsewhere().map(NetNs::address).orElse("127.0.0.1");
  }

  public int port() {
    return port;
  }

  /** Who may log in: root when we are, else whoever runs the tests. */
  public String user() {
    return Peers.user();
  }

  /** {@code user@host:port}, as our own settings write it. */
  public String destination() {
    return user() + "@" + host() + ":" + port;
  }

  public SshKey clientKey() {
    return clientKey;
  }

  public SshKey hostKey() {
    return hostKeys.getFirst();
  }

  /** Where the server's files are; a test may put its own beside them. */
  public Folder folder() {
    return folder;
  }

  public SshKey newKey(String name, SshKey.Type type) {
    return SshKey.generate(folder.resolve(name), type);
  }

  public void authorise(SshKey key) {
    authorise(key.publicLine());
  }

  /** One line of authorized_keys, options and all. */
  public void authorise(String line) {
    write(authorizedKeys(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  public void forgetKeys() {
    write(authorizedKeys(), "", StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** A known_hosts file that names all of the server's present keys; written anew at each call. */
  public Path knownHosts() {
    var lines = new StringBuilder();
    for (var key : hostKeys)
      lines.append("[%s]:%d ".formatted(host(), port)).append(key.publicLine()).append('\n');
    return folder.write("known_hosts", lines.toString());
  }

  /** From the next start on the server shows other keys: what a reinstalled host does. */
  public void changeHostKeys() {
    hostKeys.forEach(SshKey::delete);
    hostKeys = generateHostKeys();
  }

  public String log() {
    return Folder.read(logFile());
  }

  /** The processes that serve one connection each. */
  public List<Long> sessionPids() {
    return sessions().map(ProcessHandle::pid).toList();
  }

  /** How many connections the server has taken since the first start. */
  public long connectionsTaken() {
    return log().lines().filter(line -> line.startsWith("Connection from ")).count();
  }

  /**
   * All sessions die at once; the server goes on listening.
   *
   * @return {@link System#nanoTime} when they were struck: finding them takes a while
   */
  public long killSessions() {
    var doomed = sessions().flatMap(Sshd::withDescendants).toList();
    var struck = System.nanoTime();
    Program.kill(doomed);
    return struck;
  }

  /** On the same port as before, after {@link #stop}. */
  public void start() {
    preparePrivilegeSeparation();
    var before = log().length();
    var launch = Program.Launch.of(folder, command(folder.write("sshd_config", config())));
    var started = Program.start(setup.elsewhere().map(at -> at.inside(launch)).orElse(launch));
    program = Optional.of(started);
    started.awaitReady(
        Duration.ofSeconds(20), () -> log().substring(before).contains("Server listening on"));
  }

  /** The server and all its sessions are gone; the port answers "refused". */
  public void stop() {
    program.ifPresent(Program::close);
    program = Optional.empty();
  }

  /** As a restart of the service does: no more new connections, the old ones live on. */
  public void stopListening() {
    running().children().forEach(orphans::add);
    Program.signal("KILL", Stream.of(ProcessHandle.of(running().pid()).orElseThrow()));
    running().awaitExit(Duration.ofSeconds(10));
  }

  /** Nothing is answered any more, and nothing is closed. */
  public void suspend() {
    running().suspend();
  }

  public void resume() {
    running().resume();
  }

  @Override
  public void close() {
    stop();
    Program.kill(orphans.stream().flatMap(Sshd::withDescendants).toList());
    folder.close();
  }

  private Program running() {
    return program.orElseThrow(() -> new IllegalStateException("sshd was stopped"));
  }

  private Stream<ProcessHandle> sessions() {
    return program.stream().flatMap(Program::children);
  }

  private static Stream<ProcessHandle> withDescendants(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  private List<SshKey> generateHostKeys() {
    return setup.hostKeys().stream().map(type -> newKey("host_" + type, type)).toList();
  }

  private Object[] command(Path config) {
    var sshd =
        List.of(binary.toString(), "-D", "-f", config.toString(), "-E", logFile().toString());
    if (setup.password().isEmpty()) return sshd.toArray();
    // Only this process and its children see the other shadow file.
    var shadow = folder.write("shadow", shadow(setup.password().orElseThrow()));
    var script = "mount --bind " + shadow + " /etc/shadow && exec " + String.join(" ", sshd);
    return new Object[] {"/usr/bin/unshare", "--mount", "/bin/sh", "-c", script};
  }

  private String shadow(String password) {
    try (var scratch = new Folder("shadow")) {
      var hash = Program.run(Program.Launch.of(scratch, "openssl", "passwd", "-6", password));
      return user() + ":" + hash.strip() + ":20000:0:99999:7:::\n";
    }
  }

  private String config() {
    var lines = new ArrayList<>(setup.lines());
    for (var key : hostKeys) lines.add("HostKey " + key.file());
    lines.addAll(ours());
    if (setup.server() == Peer.NEWER_SSHD) lines.addAll(helpers());
    lines.addAll(setup.matches());
    return String.join("\n", lines) + "\n";
  }

  private List<String> ours() {
    var password = setup.password().isPresent() ? "yes" : "no";
    return List.of(
        "Port " + port,
        "ListenAddress " + host(),
        "AuthorizedKeysFile " + authorizedKeys(),
        "PidFile none",
        "LogLevel DEBUG1",
        "UsePAM no",
        "StrictModes no", // our folder lies in a folder that everybody may write to
        "PermitRootLogin yes",
        "PasswordAuthentication " + password,
        "KbdInteractiveAuthentication no",
        "PrintMotd no",
        "SetEnv HOME=" + home(), // what this machine's user has in his own slows nobody down
        "Subsystem sftp internal-sftp");
  }

  /**
   * Since 9.8 the server starts programs of its own, which lie beside it and not where it was built
   * for.
   */
  private List<String> helpers() {
    var helpers = binary.getParent().resolve("../lib/openssh").normalize();
    return List.of(
        "SshdSessionPath " + helpers.resolve("sshd-session"),
        "SshdAuthPath " + helpers.resolve("sshd-auth"));
  }

  private Path home() {
    try {
      return Files.createDirectories(folder.resolve("home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path authorizedKeys() {
    return folder.resolve("authorized_keys");
  }

  /** The server may write it a moment after the client knows. */
  public void awaitLog(String line) {
    Await.until("sshd logs " + line, Duration.ofSeconds(20), () -> log().contains(line), this::log);
  }

  private Path logFile() {
    return folder.resolve("sshd.log");
  }

  private static void preparePrivilegeSeparation() {
    try {
      if (Peers.root()) Files.createDirectories(PRIVILEGE_SEPARATION);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text, StandardOpenOption... options) {
    try {
      Files.writeString(file, text, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

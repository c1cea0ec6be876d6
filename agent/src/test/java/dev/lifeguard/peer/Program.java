package dev.lifeguard.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One started process and all its children: what it said, and how to end or halt it by its pid. */
public final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Set<Program> STARTED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Program::leaveNothing));
  }

  /** What no test closed, such as the shared gateway, and its folder. */
  private static void leaveNothing() {
    STARTED.forEach(program -> kill(program.tree().toList()));
    Folder.deleteAll();
  }

  /** What to start: where, with what added to the environment, and where its words go. */
  public record Launch(
      List<String> command, Path folder, Map<String, String> environment, Path log) {
    public Launch {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }

    public static Launch of(Folder folder, Object... command) {
      var words = Stream.of(command).map(Object::toString).toList();
      return new Launch(words, folder.path(), Map.of(), folder.resolve("out.log"));
    }

    public Launch with(Map<String, String> environment) {
      return new Launch(command, folder, environment, log);
    }
  }

  private final Launch launch;
  private final Process process;

  private Program(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
    STARTED.add(this);
  }

  public static Program start(Launch launch) {
    var builder = new ProcessBuilder(launch.command()).directory(launch.folder().toFile());
    builder.environment().putAll(launch.environment());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    try {
      return new Program(launch, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs to the end and answers what was said; anything but success is an error of the test. */
  public static String run(Launch launch) {
    try (var program = start(launch)) {
      var code = program.awaitExit(Duration.ofSeconds(60));
      if (code != 0)
        throw new AssertionError(launch.command() + " ended with " + code + program.report());
      return Folder.read(launch.log());
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  public String log() {
    return Folder.read(launch.log());
  }

  /** Waits until it is of use; a process that ends instead is told at once, with its words. */
  public void awaitReady(Duration bound, BooleanSupplier ready) {
    Await.until(
        launch.command().getFirst() + " is ready",
        bound,
        () -> !alive() || ready.getAsBoolean(),
        this::report);
    if (!alive()) throw new AssertionError("ended with " + process.exitValue() + report());
  }

  public int awaitExit(Duration bound) {
    if (!endsWithin(bound)) throw new AssertionError("still running after " + bound + report());
    return process.exitValue();
  }

  private boolean endsWithin(Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** SIGTERM to the process alone, SIGKILL to all that is left after some seconds. */
  public void terminate() {
    var tree = tree().toList();
    process.destroy();
    endsWithin(PATIENCE);
    kill(tree);
  }

  /** SIGKILL to the process and its children. */
  public void kill() {
    kill(tree().toList());
  }

  /** SIGSTOP: the sockets stay open and nothing is answered. */
  public void suspend() {
    signal("STOP", tree());
  }

  public void resume() {
    signal("CONT", tree());
  }

  public static void signal(String name, Stream<ProcessHandle> processes) {
    var command = new ArrayList<>(List.of("/bin/kill", "-" + name));
    processes.map(ProcessHandle::pid).map(String::valueOf).forEach(command::add);
    try {
      new ProcessBuilder(command).start().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Stream<ProcessHandle> children() {
    return process.children();
  }

  private Stream<ProcessHandle> tree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  static void kill(List<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroyForcibly);
    await(processes);
  }

  private static void await(List<ProcessHandle> processes) {
    Await.until("processes end", PATIENCE, () -> processes.stream().allMatch(Program::ended));
  }

  /** A child's child ends as a zombie where nobody collects it; that is ended enough. */
  private static boolean ended(ProcessHandle process) {
    try {
      return !process.isAlive()
          || Folder.read(Path.of("/proc/" + process.pid() + "/stat")).contains(") Z ");
    } catch (UncheckedIOException e) {
      return true; // it ended while its state was being read
    }
  }

  private String report() {
    return "\n" + launch.command() + " said:\n" + log();
  }

  @Override
  public void close() {
    kill();
    STARTED.remove(this);
  }
}

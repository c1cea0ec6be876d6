package dev.lifeguard.app;

import dev.lifeguard.config.Secret;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The right to live in a data-dir: one agent at a time, held by a lock that dies with the process.
 * While it lives there, {@code agent.json} (0600) tells the commands where it answers and with
 * which local token.
 */
public final class Tenancy implements AutoCloseable {
  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;
  private final Secret token = newToken();

  private Tenancy(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /** Somebody else lives there already. */
  public static final class Taken extends IOException {
    private static final long serialVersionUID = 1;

    Taken(Path folder, String pid) {
      super(
          "another agent (pid %s) lives in %s; stop it, or give this one its own --data-dir"
              .formatted(pid, folder));
    }
  }

  public static Tenancy take(Path folder) throws IOException {
    makePrivate(folder);
    var channel =
        FileChannel.open(
            folder.resolve("agent.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    var lock = tryLock(channel);
    if (lock.isEmpty()) {
      var pid = read(channel);
      channel.close();
      throw new Taken(folder, pid);
    }
    write(channel, Long.toString(ProcessHandle.current().pid()));
    return new Tenancy(folder, channel, lock.get());
  }

  /** Opens everything on this agent; kept in {@code agent.json} for the commands. */
  public Secret token() {
    return token;
  }

  /** Tells the commands where the agent answers: written aside, then moved, so never half read. */
  public void announce(String address, String version) throws IOException {
    var text =
        new JsonObject()
            .put("pid", ProcessHandle.current().pid())
            .put("address", address)
            .put("token", token.reveal())
            .put("version", version)
            .encodePrettily();
    var aside = folder.resolve("agent.json.new");
    Files.deleteIfExists(aside);
    Files.createFile(
        aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(aside, text + "\n");
    Files.move(
        aside,
        folder.resolve("agent.json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder.resolve("agent.json"));
    lock.release();
    channel.close();
  }

  private static void makePrivate(Path folder) throws IOException {
    if (Files.isDirectory(folder)) return;
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // this very process holds it
    }
  }

  private static String read(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static Secret newToken() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}

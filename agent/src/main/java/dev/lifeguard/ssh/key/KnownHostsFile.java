package dev.lifeguard.ssh.key;

import dev.lifeguard.ssh.config.HostName;
import dev.lifeguard.ssh.config.ResolvedTarget.HostKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Appends to known_hosts as {@code ssh} does; lines of several writers never mix. */
public final class KnownHostsFile {
  private static final Set<StandardOpenOption> APPEND =
      EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  /** Two of our sessions may meet the same new host at once. */
  private static final Object OURSELVES = new Object();

  private KnownHostsFile() {}

  /** Writes to the first of the user's files. */
  public static void append(HostKeys keys, KeyBlob key) throws IOException {
    if (!isWritable(keys.name())) throw new IOException("not a name for a file: " + keys.name());
    var file = keys.userFiles().getFirst();
    var name = keys.name().toLowerCase(Locale.ROOT);
    var hosts = keys.hashNames() ? HostName.hashed(name) : name;
    makeFolder(file);
    synchronized (OURSELVES) {
      if (!KnownHosts.of(keys).knowsNothing(keys.name())) return; // another session was faster
      append(file, hosts + " " + key.type() + " " + key.base64() + "\n");
    }
  }

  private static void append(Path file, String line) throws IOException {
    try (var channel = FileChannel.open(file, APPEND, privately(file, "rw-------"))) {
      var text = (endsOpen(file) ? "\n" : "") + line;
      // One write, so that what other processes append at the same time stays on its own lines.
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Whether the last line lacks its end, so that ours would be glued to it. */
  private static boolean endsOpen(Path file) throws IOException {
    try (var reader = FileChannel.open(file, StandardOpenOption.READ)) {
      if (reader.size() == 0) return false;
      var last = ByteBuffer.allocate(1);
      reader.read(last, reader.size() - 1);
      return last.get(0) != '\n';
    }
  }

  private static void makeFolder(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) Files.createDirectories(folder, privately(folder, "rwx------"));
  }

  private static FileAttribute<?>[] privately(Path file, String permissions) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix) return new FileAttribute<?>[0];
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
  }

  /** What would read as a pattern, a marker or another column must not become a name. */
  static boolean isWritable(String name) {
    var bare = name.startsWith("[") ? name.substring(1).replaceFirst("]:[0-9]+$", "") : name;
    return !bare.isEmpty()
        && bare.chars()
            .noneMatch(c -> "@?*#[]|'\"\\,".indexOf(c) >= 0 || Character.isWhitespace(c));
  }
}

package dev.lifeguard.remedy.step;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One file of a person's, changed so that it can be changed back: a copy is kept beside it, and it
 * becomes the new text at once, with the mode and the owner that it had. Blocks.
 */
public final class FileEdit {
  private static final int LARGEST = 16 << 20;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Set<StandardOpenOption> FRESH =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path file;
  private final byte[] bytes;
  private final Charset charset;

  private FileEdit(Path file, byte[] bytes, Charset charset) {
    this.file = file;
    this.bytes = bytes;
    this.charset = charset;
  }

  /** As it stands; one that does not exist is empty. A link is followed: its target is the file. */
  public static FileEdit of(Path file) {
    try {
      var real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      var bytes = read(real);
      return new FileEdit(real, bytes, charset(bytes));
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static byte[] read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) throw new IOException("larger than 16 MiB");
      return bytes;
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /** What is no UTF-8 must come out byte for byte as it went in. */
  private static Charset charset(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  public Path file() {
    return file;
  }

  public String text() {
    return new String(bytes, charset);
  }

  public String diff(String after) {
    return Diff.of(file.toString(), text(), after);
  }

  /** The copy of what it was; empty when there was nothing. */
  public Optional<Path> write(String after, Instant now) {
    try {
      if (!Arrays.equals(bytes, read(file)))
        throw new FailedException(Reason.CANCELLED, file + " was changed meanwhile; try again");
      var kept = bytes.length == 0 ? Optional.<Path>empty() : Optional.of(copy(now));
      replace(after.getBytes(charset));
      return kept;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private Path copy(Instant now) throws IOException {
    var copy = beside(".lifeguard-" + STAMP.format(now));
    for (int i = 2; Files.exists(copy); i++)
      copy = beside(".lifeguard-" + STAMP.format(now) + "-" + i);
    return Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private void replace(byte[] text) throws IOException {
    var folder = file.getParent();
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var next = beside(".lifeguard-new-" + ProcessHandle.current().pid());
    Files.deleteIfExists(next);
    try {
      try (var channel = FileChannel.open(next, FRESH, onlyOwner)) {
        var buffer = ByteBuffer.wrap(text);
        while (buffer.hasRemaining()) channel.write(buffer);
        channel.force(true);
      }
      if (Files.exists(file)) likeBefore(next);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
    try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private void likeBefore(Path next) throws IOException {
    var before = Files.readAttributes(file, PosixFileAttributes.class);
    var view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
    var now = view.readAttributes();
    if (!before.owner().equals(now.owner())) view.setOwner(before.owner());
    if (!before.group().equals(now.group())) view.setGroup(before.group());
    view.setPermissions(before.permissions());
  }

  private static FailedException failed(Path file, IOException e) {
    return new FailedException(
        Reason.NOT_SUPPORTED, file + " cannot be changed: " + e.getMessage());
  }
}

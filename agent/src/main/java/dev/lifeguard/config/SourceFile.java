package dev.lifeguard.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files and our own resources as UTF-8 texts of a bounded size. */
public final class SourceFile {
  /** What names one of our own rule files. */
  static final String SHIPPED = "shipped:";

  private static final long LARGEST = 16 << 20;

  private SourceFile() {}

  public static Parsed<Source> read(Path file) {
    return read(file, file.toString());
  }

  /** The same under the name that messages shall give it. */
  static Parsed<Source> read(Path file, String name) {
    try {
      if (Files.isDirectory(file))
        return Parsed.refused("is a folder", "name the files, as in " + name + "/*.yaml");
      if (!Files.exists(file)) return Parsed.refused(Absence.of(file), "");
      if (!Files.isRegularFile(file) && !isGiven(file))
        return Parsed.refused("is no file but a pipe, a socket or a device", "name a file");
      if (Files.size(file) > LARGEST) return Parsed.refused("is larger than 16 MiB", "");
      return text(Files.readAllBytes(file), name, folder(file));
    } catch (IOException | SecurityException e) {
      return Parsed.refused("cannot be read: " + e.getMessage(), "");
    }
  }

  /** What the shell hands over, as in {@code --config <(…)} or {@code /dev/stdin}. */
  private static boolean isGiven(Path file) {
    return file.startsWith("/dev/fd") || file.startsWith("/proc") || file.endsWith("stdin");
  }

  /** A file of the program's own {@code rules} folder. */
  public static Parsed<Source> shipped(String name) {
    try (var stream = SourceFile.class.getResourceAsStream("/rules/" + name)) {
      if (stream instanceof Object)
        return text(stream.readAllBytes(), SHIPPED + name, Path.of("").toAbsolutePath());
      return Parsed.refused("is not shipped with this program", "");
    } catch (IOException e) {
      return Parsed.refused("cannot be read: " + e.getMessage(), "");
    }
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().normalize().getParent() instanceof Path parent
        ? parent
        : file.toAbsolutePath();
  }

  private static Parsed<Source> text(byte[] bytes, String name, Path folder) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      var marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return Parsed.taken(new Source(name, folder, marked));
    } catch (CharacterCodingException e) {
      return Parsed.refused("is not UTF-8", "save it as UTF-8");
    }
  }
}

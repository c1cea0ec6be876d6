package dev.lifeguard.baseline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Mends what {@code --fix} may mend, and says line by line what it did. Blocks. */
public final class Repairs {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** What became of one repair. */
  public sealed interface Result {
    /**
     * @param diff what changed, line by line
     */
    record Mended(Path file, List<String> diff) implements Result {
      public Mended {
        diff = List.copyOf(diff);
      }
    }

    record Failed(Path file, String why) implements Result {}
  }

  private Repairs() {}

  public static List<Result> run(List<BaselineFinding> findings, Instant now) {
    return findings.stream()
        .flatMap(finding -> finding.repair().stream())
        .distinct()
        .map(repair -> run(repair, now))
        .toList();
  }

  private static Result run(Repair repair, Instant now) {
    try {
      return new Result.Mended(repair.file(), mend(repair, now));
    } catch (IOException | UnsupportedOperationException e) {
      return new Result.Failed(repair.file(), words(e));
    }
  }

  /** What the system said, without the name of the file, which stands beside it. */
  private static String words(Exception e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it is gone";
      case FileSystemException of when of.getReason() instanceof String reason -> reason;
      default -> String.valueOf(e);
    };
  }

  private static List<String> mend(Repair repair, Instant now) throws IOException {
    return switch (repair) {
      case Repair.Narrow(var file, var to) -> narrow(file, to);
      case Repair.DropLines(var file, var lines) -> drop(file, lines, now);
    };
  }

  private static List<String> narrow(Path file, String to) throws IOException {
    var before = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(to));
    return List.of("- " + before + " " + file, "+ " + to + " " + file);
  }

  /** Written beside it and moved in its place: a reader sees the old file or the new one. */
  private static List<String> drop(Path file, SortedSet<Integer> gone, Instant now)
      throws IOException {
    var target = file.toRealPath(); // a link stays a link
    var lines = Files.readString(target, StandardCharsets.ISO_8859_1).split("(?<=\n)");
    var kept = new StringBuilder();
    var diff = new ArrayList<String>();
    for (var at = 0; at < lines.length; at++)
      if (gone.contains(at + 1)) diff.add("- " + (at + 1) + ": " + lines[at].strip());
      else kept.append(lines[at]);
    var backup = target.resolveSibling(target.getFileName() + ".lifeguard-" + STAMP.format(now));
    Files.copy(target, backup, StandardCopyOption.COPY_ATTRIBUTES);
    replace(target, kept.toString());
    diff.add("backup: " + backup);
    return diff;
  }

  private static void replace(Path file, String text) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(file));
    var fresh = Files.createTempFile(file.getParent(), ".lifeguard", "", mode);
    Files.writeString(fresh, text, StandardCharsets.ISO_8859_1);
    Files.setPosixFilePermissions(fresh, mode.value());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}

package dev.lifeguard.config;

import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells when any of some files changed: edited, replaced by a rename, swapped behind a symbolic
 * link, created or deleted; of a folder, when the names in it changed. It looks again and again,
 * since no notification reports all of these on every file system, and tells a change only once two
 * looks agree, so that nobody reads half a file. Used from the context that made it.
 */
public final class FileWatch {
  /** What tells one state of a file from another. */
  private record Mark(String modified, long size, String identity) {
    static final Mark ABSENT = new Mark("", -1, "");
  }

  private final Runnable changed;
  private final Timer timer;
  private Set<Path> files;
  private Map<Path, Mark> known;
  private Map<Path, Mark> last;

  /** Looks at once, then every so often. */
  public FileWatch(Time time, Duration every, Set<Path> files, Runnable changed) {
    this.changed = changed;
    this.files = Set.copyOf(files);
    this.known = marks();
    this.last = known;
    this.timer = time.every(every, this::look);
  }

  /** Watches these from now on; what changed while they were read is not missed. */
  public void watch(Set<Path> others) {
    files = Set.copyOf(others);
    var now = marks();
    var kept = new HashMap<>(now);
    known.forEach((file, mark) -> kept.computeIfPresent(file, (_, _) -> mark));
    known = kept;
    last = now;
  }

  /** Somebody reads them now: what they are at this moment is no news any more. */
  public void reading() {
    known = marks();
  }

  public void end() {
    timer.cancel();
  }

  private void look() {
    var now = marks();
    var settled = now.equals(last);
    last = now;
    if (!settled || now.equals(known)) return;
    known = now;
    changed.run();
  }

  private Map<Path, Mark> marks() {
    var marks = new HashMap<Path, Mark>();
    for (var file : files) marks.put(file, mark(file));
    return marks;
  }

  private static Mark mark(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) return new Mark("", 0, names(file));
      return new Mark(
          attributes.lastModifiedTime().toString(),
          attributes.size(),
          String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      return Mark.ABSENT;
    }
  }

  private static String names(Path folder) throws IOException {
    var names = new TreeSet<String>();
    try (var entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    }
    return names.toString();
  }
}

package dev.lifeguard.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, unpacked once beside the database. Left to itself the driver unpacks it
 * into the temporary folder at every start, and a process that is killed leaves 2 MB there.
 */
final class NativeLibrary {
  private static final String PATH = "org.sqlite.lib.path";
  private static final String NAME = LibraryLoaderUtil.getNativeLibName();
  private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);

  private NativeLibrary() {}

  /** Before the first connection of the process; where this fails the driver helps itself. */
  static void settle(Path folder) {
    if (System.getProperty(PATH) != null) return;
    try {
      var library = library(folder);
      if (!Files.isRegularFile(library)) unpack(folder, library);
    } catch (IOException e) {
      log.debug("SQLite's library stays in the temporary folder: {}", e.toString());
    }
    find(folder);
  }

  /** Takes what {@link #settle} left, and writes nothing. */
  static void find(Path folder) {
    var library = library(folder);
    if (System.getProperty(PATH) == null && Files.isRegularFile(library))
      System.setProperty(PATH, library.getParent().toString());
  }

  /** The file has the driver's own name for it, or the driver could not help itself any more. */
  private static Path library(Path folder) {
    var version = "sqlite-" + SQLiteJDBCLoader.getVersion();
    return folder.toAbsolutePath().resolve("native").resolve(version).resolve(NAME);
  }

  /** Whole or not at all; what an older version left goes. */
  private static void unpack(Path folder, Path library) throws IOException {
    var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + NAME;
    try (var packed = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
      if (packed == null) throw new IOException("none for this system: " + resource);
      sweep(folder.resolve("native"));
      Files.createDirectories(library.getParent());
      var fresh = library.resolveSibling("unpacking");
      Files.copy(packed, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void sweep(Path old) throws IOException {
    if (!Files.isDirectory(old)) return;
    try (var files = Files.walk(old)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}

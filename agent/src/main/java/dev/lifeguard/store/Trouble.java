package dev.lifeguard.store;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure of the database means for whoever keeps the machine, and what mends it. */
final class Trouble {
  private static final int DEEPEST = 20;

  private Trouble() {}

  /** Not of one write, but of all: the next one will not fare better. */
  static boolean isOfTheFile(Throwable e) {
    return e instanceof SQLiteException sqlite
        && sqlite.getResultCode() != SQLiteErrorCode.SQLITE_ERROR
        && !sqlite.getResultCode().name().startsWith("SQLITE_CONSTRAINT");
  }

  /** What of the file's is at the bottom of it. */
  static Optional<Throwable> within(Throwable e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST)
        .filter(Trouble::isOfTheFile)
        .findFirst();
  }

  static String words(Path file, Throwable e) {
    if (e instanceof SQLiteException sqlite) return words(file, sqlite);
    return String.valueOf(e.getMessage());
  }

  private static String words(Path file, SQLiteException e) {
    var folder = file.toAbsolutePath().getParent();
    return switch (e.getResultCode()) {
      case SQLITE_FULL -> "no space is left in " + folder + "; free some";
      case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_CORRUPT_VTAB, SQLITE_CORRUPT_INDEX ->
          "%s is damaged (%s); move it away, and a new one is made: what it held is lost"
              .formatted(file, e.getMessage());
      case SQLITE_READONLY, SQLITE_READONLY_DIRECTORY, SQLITE_READONLY_DBMOVED, SQLITE_PERM ->
          folder + " cannot be written by this user, or was moved or mounted read-only";
      case SQLITE_BUSY, SQLITE_LOCKED -> "another process holds " + file;
      default -> String.valueOf(e.getMessage());
    };
  }
}

package dev.lifeguard.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the file's tables to the version that this program expects. */
final class Migrations {
  /** How many files there are under {@code db/migration}; a test holds it to that. */
  static final int COUNT = 12;

  private Migrations() {}

  static void run(Path file) {
    if (current(file)) return;
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource("jdbc:sqlite:" + file, "", "")
          .locations("classpath:db/migration")
          .outOfOrder(true)
          .validateMigrationNaming(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      var trouble = Trouble.within(e);
      if (trouble.isPresent())
        throw new StoreException(
            file + " cannot be opened: " + Trouble.words(file, trouble.get()), e);
      throw new StoreException(
          "the tables of "
              + file
              + " cannot be brought up to date (was it written by a newer Lifeguard?): "
              + e.getMessage(),
          e);
    }
  }

  /** Looking is a millisecond; starting Flyway is several hundred. */
  private static boolean current(Path file) {
    try (var database = new Database(file)) {
      var exists =
          database.query(
              Change.of(
                  "SELECT count(*) AS n FROM sqlite_master WHERE name = 'flyway_schema_history'"),
              row -> row.number("n"));
      if (exists.getFirst() == 0) return false;
      var applied =
          database.query(
              Change.of("SELECT count(*) AS n, min(success) AS clean FROM flyway_schema_history"),
              row -> row.number("n") == COUNT && row.flag("clean"));
      return applied.getFirst();
    } catch (SQLException e) {
      throw new StoreException(file + " cannot be opened: " + Trouble.words(file, e), e);
    }
  }
}

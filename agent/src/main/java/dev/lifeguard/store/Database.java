package dev.lifeguard.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One JDBC connection and its prepared statements. One thread at a time. */
final class Database implements AutoCloseable {
  /** Statements kept prepared; the texts are few, because they are literals of the code. */
  private static final int PREPARED = 256;

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

  Database(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var pragma = connection.createStatement()) {
      pragma.execute("PRAGMA busy_timeout = 5000");
      pragma.execute("PRAGMA journal_mode = WAL");
      pragma.execute("PRAGMA synchronous = FULL");
      pragma.execute("PRAGMA foreign_keys = ON");
    }
  }

  /** Looks only: a statement that would change something fails. */
  static Database forReading(Path file) throws SQLException {
    if (!Files.exists(file)) throw new SQLException(file + " does not exist");
    NativeLibrary.find(file.toAbsolutePath().getParent());
    var database = new Database(file);
    try (var pragma = database.connection.createStatement()) {
      pragma.execute("PRAGMA query_only = ON");
    }
    return database;
  }

  /** All of the groups in one transaction. */
  void apply(List<List<Change>> groups) throws SQLException {
    connection.setAutoCommit(false);
    try {
      for (var group : groups) for (var change : group) run(change);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      undo(e);
      throw e;
    }
    connection.setAutoCommit(true);
  }

  /** A full disk has ended the transaction already: that is not what went wrong. */
  private void undo(Exception because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  <T> List<T> query(Change select, RowReader<T> reader) throws SQLException {
    try (var result = bound(select).executeQuery()) {
      var rows = new ArrayList<T>();
      var row = new JdbcRow(result);
      while (result.next()) rows.add(reader.read(row));
      return rows;
    } catch (SQLException e) {
      throw spent(select, e);
    }
  }

  private void run(Change change) throws SQLException {
    try {
      bound(change).executeUpdate();
    } catch (SQLException e) {
      throw spent(change, e);
    }
  }

  /** The driver may have closed a statement that failed: it is made anew when next asked for. */
  private SQLException spent(Change change, SQLException because) {
    try (var _ = prepared.remove(change.sql())) {
      return because;
    } catch (SQLException e) {
      because.addSuppressed(e);
      return because;
    }
  }

  private PreparedStatement bound(Change change) throws SQLException {
    var statement = prepare(change.sql());
    var arguments = change.arguments();
    for (int i = 0; i < arguments.size(); i++) statement.setObject(i + 1, column(arguments.get(i)));
    return statement;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    var known = prepared.get(sql);
    if (known != null) return known;
    if (prepared.size() >= PREPARED) forgetStatements();
    var statement = connection.prepareStatement(sql);
    prepared.put(sql, statement);
    return statement;
  }

  private void forgetStatements() throws SQLException {
    for (var statement : prepared.values()) statement.close();
    prepared.clear();
  }

  @SuppressWarnings("NullAway") // JDBC's word for NULL is null
  private static Object column(Object argument) {
    return switch (argument) {
      case Instant instant -> instant.toEpochMilli();
      case Boolean claim -> claim ? 1 : 0;
      case Optional<?> optional -> optional.map(Database::column).orElse(null);
      case Enum<?> word -> word.name();
      default -> argument;
    };
  }

  @Override
  public void close() throws SQLException {
    forgetStatements();
    connection.close();
  }
}

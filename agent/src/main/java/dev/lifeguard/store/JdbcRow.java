package dev.lifeguard.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A row as JDBC gives it. */
record JdbcRow(ResultSet result) implements Row {
  /** What a column access is: JDBC's checked exception is a bug in a statement of ours. */
  private interface Access<T> {
    T read() throws SQLException;
  }

  @Override
  public String text(String column) {
    return optionalText(column).orElseThrow(() -> new IllegalStateException(column + " is null"));
  }

  @Override
  public Optional<String> optionalText(String column) {
    return Optional.ofNullable(read(() -> result.getString(column)));
  }

  @Override
  public long number(String column) {
    return read(() -> result.getLong(column));
  }

  @Override
  public double real(String column) {
    return read(() -> result.getDouble(column));
  }

  @Override
  public Optional<Double> optionalReal(String column) {
    var value = real(column);
    return read(result::wasNull) ? Optional.empty() : Optional.of(value);
  }

  @Override
  public boolean flag(String column) {
    return number(column) != 0;
  }

  @Override
  public Instant instant(String column) {
    return Instant.ofEpochMilli(number(column));
  }

  @Override
  public Optional<Instant> optionalInstant(String column) {
    return optionalText(column).map(_ -> instant(column));
  }

  private static <T> T read(Access<T> access) {
    try {
      return access.read();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

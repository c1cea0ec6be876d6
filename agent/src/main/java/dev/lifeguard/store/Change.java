package dev.lifeguard.store;

import java.util.List;

/**
 * One SQL statement that changes something, with its arguments: texts, numbers, booleans, instants
 * (kept as milliseconds), and {@code Optional.empty()} for NULL.
 */
public record Change(String sql, List<Object> arguments) {
  public Change {
    arguments = List.copyOf(arguments);
  }

  public static Change of(String sql, Object... arguments) {
    return new Change(sql, List.of(arguments));
  }
}

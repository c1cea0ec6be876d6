package dev.lifeguard.store;

import java.time.Instant;
import java.util.Optional;

/** One row of an answer, read by column name. Valid only while its reader runs. */
public interface Row {
  String text(String column);

  Optional<String> optionalText(String column);

  long number(String column);

  double real(String column);

  Optional<Double> optionalReal(String column);

  boolean flag(String column);

  Instant instant(String column);

  Optional<Instant> optionalInstant(String column);
}

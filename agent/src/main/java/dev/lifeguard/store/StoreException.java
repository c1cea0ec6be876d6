package dev.lifeguard.store;

import java.io.Serial;

/** The store could not do what was asked; the message says what and why. */
public final class StoreException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.lifeguard.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * How wide the terminal is that is written to, if it is one: asked once, of the terminal itself.
 */
final class Screen {
  private static final int PATIENCE_MILLIS = 300;

  private Screen() {}

  /** Asked when first needed. */
  private static final class Seen {
    static final OptionalInt WIDTH = asked();
  }

  /** Empty for a pipe or a file: what is read by programs is not cut. */
  static OptionalInt width() {
    var terminal = System.console() != null && System.console().isTerminal();
    return terminal ? Seen.WIDTH : OptionalInt.empty();
  }

  private static OptionalInt asked() {
    try {
      var stty = new ProcessBuilder("/bin/sh", "-c", "stty size </dev/tty").start();
      stty.getOutputStream().close();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return OptionalInt.empty();
      }
      return columns(new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return OptionalInt.empty(); // no shell, or no such command: nothing is cut
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  /** Whether it is a terminal that can take back what was written. */
  static boolean erases() {
    var name = System.getenv().getOrDefault("TERM", "dumb");
    return System.console() != null && System.console().isTerminal() && !name.equals("dumb");
  }

  /** Rows and columns; a terminal that does not know says 0. */
  static OptionalInt columns(String size) {
    var numbers = size.strip().split(" ");
    if (numbers.length != 2 || !numbers[1].matches("[1-9]\\d{0,3}")) return OptionalInt.empty();
    return OptionalInt.of(Integer.parseInt(numbers[1]));
  }
}

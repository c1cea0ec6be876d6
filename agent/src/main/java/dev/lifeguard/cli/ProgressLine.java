package dev.lifeguard.cli;

import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.walk.Progress;
import java.io.PrintStream;
import java.util.Optional;

/** One line on a terminal that says what is being looked at, and is gone afterwards. */
final class ProgressLine implements Progress {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err = System.err;

  private ProgressLine() {}

  /** Nothing is shown where nobody watches. */
  static Optional<ProgressLine> onTerminal() {
    return Screen.erases() ? Optional.of(new ProgressLine()) : Optional.empty();
  }

  @Override
  public void now(PathLayer layer, String what) {
    err.print(CLEAR + layer.code() + ": " + what.replaceAll("\\p{Cntrl}", "?") + " ...");
    err.flush();
  }

  void clear() {
    err.print(CLEAR);
    err.flush();
  }
}

package dev.lifeguard.demo;

import java.io.IOException;
import java.util.List;

/**
 * One fault and what is to come of it.
 *
 * @param expected kinds of entries that the timeline must hold by its end; {@code verified} is a
 *     remedy that was seen to have helped
 */
record Scene(String title, Fault fault, List<String> expected) {
  /** Breaks something. */
  @FunctionalInterface
  interface Fault {
    void on(Stage stage) throws IOException;
  }

  private static final List<String> MENDED =
      List.of("alert-fired", "cause", "remedy", "verified", "alert-resolved");

  /** The channel before the ways are broken: what lies behind a way is judged later than it. */
  static final List<Scene> ALL =
      List.of(
          new Scene("The gateway \"home\" dies.", Stage::killHome, MENDED),
          new Scene(
              "The Telegram channel of \"office\" is refused by its service.",
              Stage::cutChannel,
              MENDED),
          new Scene(
              "The network forgets the tunnels: they look up and carry nothing. They heal"
                  + " themselves.",
              Stage::hangNetwork,
              List.of("tunnel")),
          new Scene(
              "Somebody opens the SSH key to all (mode 0644), and the sessions end.",
              Stage::openKeyToAll,
              MENDED));
}

package dev.lifeguard.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Where the peers are, and what happens when one is missing: the test is skipped with a message, or
 * fails when {@code LIFEGUARD_PEERS=required}.
 */
public final class Peers {
  private Peers() {}

  /** The program's place; the calling test ends here when it is not installed. */
  public static Path require(Peer peer) {
    var place = peer.find();
    if (place.isEmpty()) missing(peer + " is not installed: run dev/peers");
    return place.orElseThrow();
  }

  public static void requireAll(Peer... peers) {
    Arrays.stream(peers).forEach(Peers::require);
  }

  /** Network namespaces and other users' logins are root's alone. */
  public static void requireRoot() {
    if (!root()) missing("this test needs root");
  }

  public static boolean root() {
    return user().equals("root");
  }

  public static String user() {
    return System.getProperty("user.name");
  }

  /** The folder that {@code dev/peers} fills. */
  public static Path home() {
    var named = System.getenv("LIFEGUARD_PEERS_DIR");
    return named == null ? project().resolve("dev/.peers") : Path.of(named);
  }

  /** The project's top folder, from wherever in it the tests were started. */
  public static Path project() {
    return Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
        .filter(at -> Files.isRegularFile(at.resolve("dev/peers")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not inside the project: no dev/peers above"));
  }

  static void missing(String what) {
    if ("required".equals(System.getenv("LIFEGUARD_PEERS"))) Assertions.fail(what);
    Assumptions.abort(what);
  }
}

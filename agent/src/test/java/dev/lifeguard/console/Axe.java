package dev.lifeguard.console;

import com.microsoft.playwright.Page;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** axe-core's verdict on a page. It is brought in by the debugger, past the page's own policy. */
final class Axe {
  private static final String ASK =
      """
      async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
        .filter((each) => ["serious", "critical"].includes(each.impact))
        .map((each) => each.id + ": " + each.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + " " + (n.any[0]?.message ?? "")).join(" | "))
      """;

  private Axe() {}

  /** What it finds serious or critical, one line each. */
  @SuppressWarnings("unchecked") // the script answers a list of texts
  static List<String> serious(Page page) {
    try {
      page.evaluate(Files.readString(Peers.require(Peer.AXE)));
      return (List<String>) page.evaluate(ASK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.lifeguard.cli;

import dev.lifeguard.demo.Narrator;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The demo's story for people. */
record TerminalNarrator(PrintWriter out, Paint paint, OptionalInt room) implements Narrator {
  private static final int WIDTH = 150;

  /** Columns before what happened: when, and what kind of thing it is. */
  private static final int HEAD = 25;

  /** On a narrower terminal what happened stands below them. */
  private static final int NARROW = 60;

  @Override
  public void begins(String address) {
    say(paint.strong("Lifeguard demo") + ": all of it runs in this process, on loopback only.");
    say(
        "An SSH server, three gateways (stand-ins, not OpenClaw), a tunnel to each, and the"
            + " agent.");
    say("Console: " + paint.strong(address + "/") + paint.faint("  (open it; it follows along)"));
    say("Waiting until everything is up …");
  }

  @Override
  public void scene(int number, int of, String title) {
    say("");
    say(paint.strong(number + "/" + of + "  " + title));
  }

  @Override
  public void line(Duration since, String kind, String text) {
    switch (kind) {
      case "alert-fired" -> print(since, paint.bad("noticed  "), text);
      case "cause" -> print(since, paint.doubtful("explained"), text);
      case "remedy" -> {
        if (!text.contains(": not run: ")) print(since, paint.doubtful("repair   "), text);
      }
      case "tunnel" -> print(since, tunnel(text), text);
      case "alert-resolved" -> print(since, paint.well("resolved "), text);
      default -> {} // of interest to the console only
    }
  }

  private String tunnel(String text) {
    return text.contains("→ active") ? paint.well("tunnel   ") : paint.doubtful("tunnel   ");
  }

  private void print(Duration since, String word, String text) {
    var flat = text.replaceAll("\\s+", " ");
    var cut = flat.length() > WIDTH ? flat.substring(0, WIDTH - 1) + "…" : flat;
    var head = String.format(Locale.ROOT, "     %5.1f s  %s", since.toMillis() / 1e3, word);
    if (room.orElse(WIDTH) < NARROW) {
      say(head);
      Cells.wrapped(cut, Math.max(1, room.getAsInt() - 7)).forEach(part -> say("       " + part));
      return;
    }
    var parts = Cells.wrapped(cut, room.orElse(Integer.MAX_VALUE) - HEAD);
    say(head + "  " + parts.getFirst());
    parts.stream().skip(1).forEach(part -> say(" ".repeat(HEAD) + part));
  }

  @Override
  public void sceneOver(Duration took, List<String> left) {
    var seconds = String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1e3);
    say(
        left.isEmpty()
            ? "     " + paint.well("all is well again after " + seconds)
            : "     " + paint.bad("NOT well after " + seconds + ": " + String.join("; ", left)));
  }

  @Override
  public void over(boolean well) {
    say("");
    say(
        well
            ? paint.well("Every fault was noticed, explained and over.")
            : paint.bad("The demo failed."));
    say(paint.faint("Your own: lifeguard config init, then lifeguard run"));
  }

  private void say(String text) {
    Cells.wrapped(text, room.orElse(Integer.MAX_VALUE)).forEach(out::println);
    out.flush();
  }
}

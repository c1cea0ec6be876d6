package dev.lifeguard.cli;

import dev.lifeguard.demo.Narrator;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The demo's story for people. */
record TerminalNarrator(PrintWriter out, Paint paint) implements Narrator {
  private static final int WIDTH = 150;

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
    say(String.format(Locale.ROOT, "     %5.1f s  %s  %s", since.toMillis() / 1e3, word, cut));
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
    out.println(text);
    out.flush();
  }
}

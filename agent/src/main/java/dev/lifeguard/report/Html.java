package dev.lifeguard.report;

import dev.lifeguard.notify.Language;
import dev.lifeguard.report.Report.Block;
import dev.lifeguard.report.Report.Section;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a report as one HTML page that needs nothing else, on screen or on paper. */
public final class Html {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid #8884; }
      h3 { font-size: 1rem; margin-bottom: .25rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8883; overflow-wrap: anywhere; }
      tr > :first-child { white-space: nowrap; }
      em { opacity: .7; }
      td { white-space: pre-line; }
      """;

  private Html() {}

  /** What a content security policy has to name for a page that carries its style in itself. */
  public static String styleHash() {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  public static String write(Report report, Language language) {
    var body = report.sections().stream().map(Html::section).collect(Collectors.joining());
    return """
    <!doctype html>
    <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,"><title>%s</title><style>%s</style></head>
    <body><h1>%s</h1>
    %s</body></html>
    """
        .formatted(
            language == Language.ZH ? "zh" : "en",
            escaped(report.title()),
            STYLE,
            escaped(report.title()),
            body);
  }

  private static String section(Section section) {
    return "<h2>"
        + escaped(section.heading())
        + "</h2>\n"
        + section.blocks().stream().map(Html::block).collect(Collectors.joining());
  }

  private static String block(Block block) {
    return switch (block) {
      case Block.Table(var head, var rows) ->
          "<table>\n"
              + (head.stream().allMatch(String::isEmpty) ? "" : row("th", head))
              + rows.stream().map(row -> row("td", row)).collect(Collectors.joining())
              + "</table>\n";
      case Block.Items(var heading, var items, var nothing) ->
          (heading.isEmpty() ? "" : "<h3>" + escaped(heading) + "</h3>\n") + list(items, nothing);
    };
  }

  private static String list(List<String> items, String nothing) {
    if (items.isEmpty()) return nothing.isEmpty() ? "" : "<p><em>" + escaped(nothing) + "</em></p>";
    return items.stream()
        .map(item -> "<li>" + escaped(item) + "</li>")
        .collect(Collectors.joining("\n", "<ul>\n", "</ul>\n"));
  }

  private static String row(String cell, List<String> cells) {
    return cells.stream()
        .map(text -> "<" + cell + ">" + escaped(text) + "</" + cell + ">")
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

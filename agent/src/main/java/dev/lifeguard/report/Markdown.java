package dev.lifeguard.report;

import dev.lifeguard.report.Report.Block;
import dev.lifeguard.report.Report.Section;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a report as Markdown. What was recorded is text: none of it can become markup. */
public final class Markdown {
  private final StringBuilder out = new StringBuilder();

  private Markdown() {}

  public static String write(Report report) {
    var markdown = new Markdown();
    markdown.line("# " + escaped(report.title()));
    report.sections().forEach(markdown::section);
    return markdown.out.toString();
  }

  private void section(Section section) {
    line("");
    line("## " + escaped(section.heading()));
    section.blocks().forEach(this::block);
  }

  private void block(Block block) {
    line("");
    switch (block) {
      case Block.Table(var head, var rows) -> {
        row(head);
        line("|" + "---|".repeat(head.size()));
        rows.forEach(this::row);
      }
      case Block.Items(var heading, var items, var nothing) -> {
        if (!heading.isEmpty()) line("**" + escaped(heading) + "**\n");
        if (items.isEmpty() && !nothing.isEmpty()) line("_" + escaped(nothing) + "_");
        items.forEach(item -> line("- " + escaped(item)));
      }
    }
  }

  private void row(List<String> cells) {
    line(cells.stream().map(Markdown::cell).collect(Collectors.joining(" | ", "| ", " |")));
  }

  /** Lines stay lines: a diff on one line says nothing. */
  private static String cell(String text) {
    return text.strip().lines().map(Markdown::escaped).collect(Collectors.joining("<br>"));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** On one line, with everything that Markdown or HTML would read as its own made plain. */
  private static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ")
        .replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1")
        .replace("&", "&amp;");
  }
}

package dev.lifeguard.report;

import java.util.List;

/** A report as it is laid out, before it is written as Markdown or HTML. */
public record Report(String title, List<Section> sections) {
  public Report {
    sections = List.copyOf(sections);
  }

  /** A part with a heading; one without blocks says that nothing was recorded. */
  public record Section(String heading, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }
  }

  /** What a part is made of. */
  public sealed interface Block {
    /** Rows under a head; a head of empty cells is none. */
    record Table(List<String> head, List<List<String>> rows) implements Block {
      public Table {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
      }
    }

    /** A list under a small heading; an empty one says {@code nothing}. */
    record Items(String heading, List<String> items, String nothing) implements Block {
      public Items {
        items = List.copyOf(items);
      }
    }
  }
}

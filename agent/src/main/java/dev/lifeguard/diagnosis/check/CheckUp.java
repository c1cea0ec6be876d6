package dev.lifeguard.diagnosis.check;

import java.time.Instant;
import java.util.List;

/** What the five-minute check of one gateway came to. */
public record CheckUp(String gateway, String url, Instant at, List<Section> sections) {
  public CheckUp {
    sections = List.copyOf(sections);
  }

  /** One part of the runbook's check. */
  public record Section(String name, List<Line> lines) {
    public Section {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One thing looked at.
   *
   * @param criterion what it should be; empty: shown for information
   * @param note why it failed, or is not known; empty when well
   */
  public record Line(String what, String value, String criterion, Verdict verdict, String note) {}

  /** Whether it is as it should be. */
  public enum Verdict {
    PASS,
    FAIL,
    /** Could not be judged; the note says why. */
    UNKNOWN,
    /** No criterion applies. */
    INFO
  }

  /** No criterion failed, and the first one, which is the gateway's state, is known. */
  public boolean healthy() {
    return sections.stream()
            .flatMap(section -> section.lines().stream())
            .noneMatch(line -> line.verdict() == Verdict.FAIL)
        && sections.getFirst().lines().stream()
            .noneMatch(line -> line.verdict() == Verdict.UNKNOWN && !line.criterion().isEmpty());
  }
}

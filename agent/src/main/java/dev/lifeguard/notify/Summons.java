package dev.lifeguard.notify;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.notify.Notice.About;
import dev.lifeguard.notify.Notice.Span;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.remedy.RemedyEvent.ApprovalNeeded;
import dev.lifeguard.remedy.RemedyEvent.NoteRequested;
import dev.lifeguard.remedy.RemedyEvent.PageRequested;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.rule.Severity;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What remedies have people told: pages, questions and notes. Each is told once and has no end.
 * Pure.
 *
 * @param console where links lead; without it the command line is named
 */
record Summons(Optional<URI> console) {
  private static final String FIRST = "first";

  Told page(PageRequested page) {
    var labels = labels("remedy_page", Severity.CRITICAL, page.subject());
    page.cause().ifPresent(cause -> about(labels, cause));
    var texts = Map.of("summary", page.headline(), "evidence", page.text(), FIRST, hint(page));
    return told(page.key(), Severity.CRITICAL, labels, texts, page.at());
  }

  private static String hint(PageRequested page) {
    return page.cause()
        .filter(cause -> !cause.run().isEmpty())
        .map(cause -> "lifeguard remedy show " + cause.run())
        .orElse("lifeguard remedy audit");
  }

  /** The link answers the question, so it goes to nobody but who is asked. */
  Told question(ApprovalNeeded asked) {
    var run = asked.run();
    var labels = labels("remedy_approval", Severity.WARNING, run.subject());
    about(labels, run.cause());
    var texts = new TreeMap<String, String>();
    texts.put("summary", "May " + run.remedy() + " run on " + run.subject() + "?");
    run.approval()
        .map(Run.Approval::question)
        .ifPresent(
            question -> {
              texts.put("evidence", text(question));
              texts.put(Notice.WHY, "the question stands until " + question.expiresAt());
            });
    run.identity().cause().ifPresent(cause -> texts.put("cause", cause));
    texts.put(FIRST, way(asked));
    return told(
        "ask-" + run.id() + "-" + asked.at().toEpochMilli(),
        Severity.WARNING,
        labels,
        texts,
        asked.at());
  }

  private String way(ApprovalNeeded asked) {
    var command = "lifeguard remedy approve " + asked.run().id();
    return console
        .map(base -> base.resolve(asked.link()) + " (once), or: " + command)
        .orElse(command);
  }

  private static String text(Run.Question question) {
    return question.text()
        + "\n"
        + question.blastRadius()
        + "; "
        + question.activeWork()
        + (question.diff().isEmpty() ? "" : "\n" + question.diff());
  }

  Told note(NoteRequested note) {
    var labels = labels("remedy_note", Severity.WARNING, note.subject());
    about(labels, note.cause());
    return told(note.key(), Severity.WARNING, labels, Map.of("summary", note.text()), note.at());
  }

  private static TreeMap<String, String> labels(String name, Severity severity, Subject subject) {
    var labels = new TreeMap<>(subject.labels());
    labels.put("alertname", name);
    labels.put("severity", severity.toString());
    if (!subject.gateway().isEmpty()) labels.put("gateway", subject.gateway());
    return labels;
  }

  private static void about(TreeMap<String, String> labels, Scene.Cause cause) {
    labels.put("remedy", cause.remedy());
    if (!cause.run().isEmpty()) labels.put("run", cause.run());
  }

  private static Told told(
      String key,
      Severity severity,
      TreeMap<String, String> labels,
      Map<String, String> texts,
      Instant at) {
    var about = new About("remedy-" + key, labels.get("alertname"), severity, labels);
    return new Told(
        "remedy-" + key, Occasion.SUMMONED, about, texts, new Span(at, Optional.empty()));
  }
}

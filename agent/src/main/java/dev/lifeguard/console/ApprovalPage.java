package dev.lifeguard.console;

import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.run.Outcome;
import dev.lifeguard.remedy.run.RemedyDesk;
import dev.lifeguard.remedy.run.RemedyDesk.Word;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/**
 * What the one-time link of a notification leads to. Opening it only shows the question, since chat
 * programs open links by themselves; a button answers it. The signature in the link is the token.
 */
public final class ApprovalPage {
  private static final String PATH = "/approve/:token";

  private final RemedyDesk desk;

  public ApprovalPage(RemedyDesk desk) {
    this.desk = desk;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.open(PATH, this::show),
        new Endpoint(HttpMethod.POST, PATH, Endpoint.Kind.OPEN, this::answer));
  }

  private Future<Reply> show(Asked asked) {
    return desk.question(asked.part("token"))
        .map(found -> found.map(ApprovalPage::question).orElseGet(ApprovalPage::isOver));
  }

  private Future<Reply> answer(Asked asked) {
    var word = word(asked.text());
    if (word.isEmpty()) return Future.succeededFuture(Reply.refused("answer=yes or answer=no"));
    return desk.answer(asked.part("token"), word.get()).map(ApprovalPage::told);
  }

  /** A form with one field; nothing else is read of it. */
  private static Optional<Word> word(String form) {
    return switch (form.strip()) {
      case "answer=yes" -> Optional.of(Word.YES);
      case "answer=no" -> Optional.of(Word.NO);
      default -> Optional.empty();
    };
  }

  private static Reply told(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(var run) ->
          page("Thank you", "Run " + run.id() + " is " + run.state() + ".", "");
      case Outcome.Blocked(var block, _) ->
          page("Not now", block.why() + ": " + block.detail(), "");
      case Outcome.Missing _ -> isOver();
      case Outcome.Refused(var why) -> page("Not any more", why, "");
    };
  }

  private static Reply isOver() {
    return page("Nothing to answer", "This link was used already, or its question is over.", "");
  }

  private static Reply question(Run run) {
    var question = run.approval().map(Run.Approval::question).orElseThrow();
    var text =
        question.text()
            + "\n\n"
            + question.blastRadius()
            + "\n"
            + question.activeWork()
            + "\nopen until "
            + question.expiresAt()
            + (question.diff().isEmpty() ? "" : "\n\n" + question.diff());
    return page("Run " + run.remedy() + " on " + run.subject() + "?", text, BUTTONS);
  }

  private static final String BUTTONS =
      """
      <form method="post">
      <button name="answer" value="yes">Yes, do it</button>
      <button name="answer" value="no">No</button>
      </form>
      """;

  private static Reply page(String title, String text, String form) {
    var html =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Lifeguard</title></head>
        <body><h1>%s</h1><pre>%s</pre>%s</body></html>
        """;
    return new Reply.Text(
        "text/html; charset=utf-8", html.formatted(escaped(title), escaped(text), form));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

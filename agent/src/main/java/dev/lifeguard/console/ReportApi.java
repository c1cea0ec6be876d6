package dev.lifeguard.console;

import dev.lifeguard.notify.Language;
import dev.lifeguard.report.Chronicle;
import dev.lifeguard.report.Composer;
import dev.lifeguard.report.Html;
import dev.lifeguard.report.IncidentRecord;
import dev.lifeguard.report.Markdown;
import dev.lifeguard.report.Reader;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The report of an incident, and what people note about it. */
public final class ReportApi {
  private static final Form NOTE = new Form(Map.of("by", Form.Kind.TEXT, "text", Form.Kind.TEXT));
  private static final int LONGEST_NOTE = 4000;

  private final Chronicle chronicle;

  public ReportApi(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read("/api/v1/incidents/:id/report", this::report),
        Endpoint.post("/api/v1/incidents/:id/notes", NOTE.before(this::note)));
  }

  private Future<Reply> report(Asked asked) {
    var id = asked.part("id");
    var format = asked.query("format").orElse("md");
    var language = language(asked.query("lang").orElse("en"));
    if (!format.equals("md") && !format.equals("html"))
      return Future.succeededFuture(Reply.refused("format is md or html, not " + format));
    if (language.isEmpty())
      return Future.succeededFuture(Reply.refused("lang is en or zh, nothing else"));
    return chronicle
        .record(id)
        .map(
            found ->
                found
                    .map(seen -> written(seen, language.get(), format))
                    .orElseGet(() -> Reply.missing("incident " + id)));
  }

  private static Reply written(IncidentRecord seen, Language language, String format) {
    var report = Composer.compose(seen, new Reader(language, ZoneId.systemDefault()));
    return format.equals("html")
        ? new Reply.Page(Html.write(report, language), Html.styleHash())
        : new Reply.Text("text/markdown; charset=utf-8", Markdown.write(report));
  }

  private static Optional<Language> language(String code) {
    return switch (code) {
      case "en" -> Optional.of(Language.EN);
      case "zh" -> Optional.of(Language.ZH);
      default -> Optional.empty();
    };
  }

  private Future<Reply> note(Asked asked) {
    var body = asked.json().orElseGet(JsonObject::new);
    var text = String.valueOf(body.getValue("text", "")).strip();
    var by = String.valueOf(body.getValue("by", "")).strip();
    if (text.isEmpty() || text.length() > LONGEST_NOTE)
      return Future.succeededFuture(
          Reply.refused(
              "give {\"text\": …, \"by\": …}; text of 1 to " + LONGEST_NOTE + " letters"));
    if (by.isEmpty() || by.length() > 100)
      return Future.succeededFuture(Reply.refused("by says who writes, in 100 letters at most"));
    var id = asked.part("id");
    return chronicle
        .note(id, by, text)
        .map(
            kept ->
                kept
                    ? Reply.accepted(new JsonObject().put("noted", true))
                    : Reply.missing("incident " + id));
  }
}

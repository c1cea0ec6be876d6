package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common that keep the agent quiet for a while. */
final class QuietOptions {
  /** One kind of quiet, as the API and the table name it. */
  record Kind(String word, String path, String list, String column) {}

  /** What needs no more than the agent and a form of print. */
  static final class Shown {
    @Mixin private Where where;

    @Option(names = "--json", description = "Print the agent's answer as JSON.")
    private boolean asJson;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    int call(Kind kind) {
      return print(where.agent().read(kind.path()), answer -> table(kind, answer)::print);
    }

    int end(Kind kind, String id) {
      var answer =
          where.agent().send("DELETE", kind.path() + "/" + AgentClient.part(id), new JsonObject());
      return print(answer, _ -> out -> out.println("ended " + id));
    }

    private int print(JsonObject answer, Function<JsonObject, Consumer<PrintWriter>> text) {
      var out = spec.commandLine().getOut();
      if (asJson) out.println(answer.encodePrettily());
      else text.apply(answer).accept(out);
      out.flush();
      return 0;
    }
  }

  @Mixin private Where where;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; needed for a new one.")
  private String reason = "";

  @Option(names = "--author", paramLabel = "WHO", description = "Who asks; default: this user.")
  private String author = System.getProperty("user.name");

  @Option(names = "--for", paramLabel = "TIME", description = "How long, as in 30m; default 1h.")
  private String lasting = "1h";

  @Option(names = "--end", paramLabel = "ID", description = "End this one now.")
  private String end = "";

  @Option(names = "--json", description = "Print the agent's answer as JSON.")
  private boolean asJson;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * @param wanted what a new one is about; empty: there is to be none
   */
  int call(Kind kind, Optional<?> wanted) {
    var out = spec.commandLine().getOut();
    var answer = answer(kind, wanted);
    if (asJson) out.println(answer.encodePrettily());
    else if (!end.isEmpty()) out.println("ended " + end);
    else if (answer.containsKey("id"))
      out.println(kind.word() + " " + answer.getString("id") + " for " + lasting);
    else table(kind, answer).print(out);
    out.flush();
    return 0;
  }

  private JsonObject answer(Kind kind, Optional<?> wanted) {
    var agent = where.agent();
    if (!end.isEmpty())
      return agent.send("DELETE", kind.path() + "/" + AgentClient.part(end), new JsonObject());
    if (wanted.isEmpty()) return agent.read(kind.path());
    var body =
        new JsonObject()
            .put(kind.column(), wanted.get())
            .put("author", author)
            .put("reason", reason)
            .put("for", lasting);
    var answer = agent.post(kind.path(), body);
    warn(agent, wanted.get());
    return answer;
  }

  private void warn(AgentClient agent, Object about) {
    var watched =
        RemedyPrint.objects(agent.read("/api/v1/gateways"), "gateways")
            .map(one -> one.getString("name"))
            .toList();
    var err = spec.commandLine().getErr();
    UnknownGateway.warning(about, watched).ifPresent(text -> err.println("warning: " + text));
    err.flush();
  }

  /** Matchers and labels as a person would type them. */
  private static String about(@Nullable Object asked) {
    return switch (asked) {
      case JsonArray matchers ->
          matchers.stream().map(String::valueOf).collect(Collectors.joining(" "));
      case JsonObject labels ->
          labels.stream()
              .map(label -> label.getKey() + "=" + label.getValue())
              .collect(Collectors.joining(" "));
      case null -> "";
      default -> asked.toString();
    };
  }

  private static Output table(Kind kind, JsonObject answer) {
    var table = Output.table("ID", "UNTIL", "BY", kind.column().toUpperCase(Locale.ROOT), "REASON");
    for (var item : answer.getJsonArray(kind.list()))
      if (item instanceof JsonObject one)
        table.row(
            one.getString("id"),
            one.getString("endsAt"),
            one.getString("author"),
            about(one.getValue(kind.column())),
            one.getString("reason"));
    return table;
  }
}

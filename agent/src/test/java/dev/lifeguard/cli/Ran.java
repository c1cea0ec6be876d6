package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.RunningAgent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a command said, and the questions that tests of {@code diagnose} put to it. */
public record Ran(int exit, String out, String err) {

  /** In this very process: half a second less. */
  public static Ran of(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    var exit =
        Lifeguard.line(words)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }

  /** Where the command runs, when that matters. */
  public interface Place {
    Program.Launch of(Program.Launch launch);
  }

  /** As a process of its own, as people start it. */
  public static Ran elsewhere(Place place, Object... arguments) {
    try (var folder = new Folder("command")) {
      var command = new ArrayList<Object>();
      command.add(Path.of(System.getProperty("java.home"), "bin/java"));
      command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
      command.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
      command.addAll(
          List.of(
              "-Duser.home=" + System.getProperty("user.home"), "-cp", RunningAgent.classPath()));
      command.add("dev.lifeguard.Main");
      command.addAll(List.of(arguments));
      var launch = place.of(Program.Launch.of(folder, command.toArray()));
      try (var program = Program.start(launch)) {
        return new Ran(program.awaitExit(Duration.ofSeconds(60)), program.log(), program.log());
      }
    }
  }

  JsonObject json() {
    assertThat(out).as(err).contains("{");
    return new JsonObject(out.substring(out.indexOf('{')));
  }

  public String cause() {
    return json().getString("cause");
  }

  JsonObject first() {
    return json().getJsonArray("findings").getJsonObject(0);
  }

  String fix() {
    return first().getJsonArray("fix").encode();
  }

  public String evidence() {
    return first().getJsonArray("evidenceFor").encode();
  }

  /** The places on the way, each with how it is. */
  String picture() {
    return objects(json().getJsonArray("path"))
        .map(stop -> stop.getString("name") + " " + stop.getString("verdict"))
        .collect(Collectors.joining("\n"));
  }

  /** The codes of all that was found, the most probable first. */
  public List<String> found() {
    return codes(json().getJsonArray("findings"));
  }

  /** The codes of what breaks nothing now. */
  List<String> noticed() {
    return codes(json().getJsonArray("noticed"));
  }

  private static List<String> codes(JsonArray findings) {
    return objects(findings).map(it -> it.getString("cause")).toList();
  }

  String verdict(String layer) {
    return objects(json().getJsonArray("layers"))
        .filter(it -> it.getString("layer").equals(layer))
        .map(it -> it.getString("verdict"))
        .findFirst()
        .orElse("none");
  }

  static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}

package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir private Path folder;

  private record Ran(int exit, String out, String err) {}

  private static Ran run(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    var line = Lifeguard.line();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    var exit = line.execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("lifeguard.yaml"), text);
  }

  private Path good() throws IOException {
    return file("gateways: {name: home, url: \"ws://127.0.0.1:18789\", token: hunter2}\n");
  }

  @Test
  void checkIsZeroForAGoodFile() throws IOException {
    var ran = run("config", "check", good());
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("lifeguard.yaml is good: 1 gateway, ", "0 warnings");
  }

  @Test
  void checkIsOneForABadFileAndListsEveryProblem() throws IOException {
    var ran = run("config", "check", file("gateways: {name: home, ulr: x, token: hunter2}\n"));
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "did you mean \"url\"?", "url or paths is missing", "is bad: 2 errors; 0 warnings")
        .doesNotContain("hunter2");
    var json =
        new JsonObject(run("config", "check", "--json", folder.resolve("lifeguard.yaml")).out());
    assertThat(json.getBoolean("good")).isFalse();
    assertThat(json.getJsonArray("problems")).hasSize(2);
    assertThat(json.getJsonArray("problems").getJsonObject(1).getInteger("column")).isEqualTo(24);
  }

  @Test
  void checkIsTwoForAFileThatIsNotThereAndForWrongUse() {
    assertThat(run("config", "check", folder.resolve("none.yaml")).exit()).isEqualTo(2);
    assertThat(run("config", "check", "--colour").exit()).isEqualTo(2);
    assertThat(run("config").exit()).isEqualTo(2);
  }

  @Test
  void showPrintsEveryValueWithItsOriginAndNoSecret() throws IOException {
    var ran = run("config", "show", "--config", good(), "--listen", "127.0.0.1:1");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out().lines())
        .anyMatch(line -> line.matches("agent.listen +127.0.0.1:1   # command line --listen"))
        .anyMatch(line -> line.matches("gateways.token +\\*\\*\\*   # .*lifeguard.yaml:1:60"))
        .noneMatch(line -> line.contains("hunter2"));
    var json = new JsonObject(run("config", "show", "--json", "--config", good()).out());
    assertThat(json.getJsonArray("values").getJsonObject(0).getString("path"))
        .isEqualTo("agent.listen");
  }

  @Test
  void showIsTwoForABadFile() throws IOException {
    var ran = run("config", "show", "--config", file("gateways: []"));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("cannot be used", "gateways: is empty");
  }

  @Test
  void schemaIsOneOfTheDraftThatEditorsKnow() {
    var schema = new JsonObject(run("config", "schema").out());
    assertThat(schema.getString("$schema")).endsWith("draft/2020-12/schema");
    assertThat(schema.getJsonObject("properties").fieldNames())
        .contains("agent", "gateways", "rules", "remedies", "notify", "maintenance");
  }

  @Test
  void initWritesAFileThatChecksAndNeverOverwritesIt() {
    var file = folder.resolve("new/lifeguard.yaml");
    assertThat(run("config", "init", file).exit()).isZero();
    assertThat(run("config", "check", file).exit()).isZero();
    var again = run("config", "init", file);
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("is there already; replace it with --force");
    assertThat(run("config", "init", "--force", file).exit()).isZero();
    assertThat(run("config", "init", "--stdout").out()).contains("gateways:");
  }
}

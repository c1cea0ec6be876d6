package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Node;
import dev.lifeguard.config.Origin;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Plain;
import dev.lifeguard.config.Source;
import dev.lifeguard.config.SourceFile;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.config.Trees;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors are told is what the agent reads. */
class SchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(AgentShape.schema().encode(), InputFormat.JSON);

  /** Mistakes beyond a schema: they lie between values, in other files or in a text's meaning. */
  private static final Set<String> BEYOND =
      Set.of(
          "05", "06", "07", "10", "11", "13", "16", "20", "23", "24", "30", "33", "34", "40", "41",
          "42", "43", "46");

  private static Source example() {
    var file = BadFilesTest.FOLDER.resolveSibling("examples/lifeguard.yaml");
    return ((Parsed.Taken<Source>) SourceFile.read(file)).value();
  }

  private static boolean schemaTakes(Node node) {
    try {
      return SCHEMA.validate(JSON.readTree(encode(Plain.json(node)))).isEmpty();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String encode(Object plain) {
    return switch (plain) {
      case JsonObject object -> object.encode();
      case JsonArray array -> array.encode();
      default -> io.vertx.core.json.Json.encode(plain);
    };
  }

  private static boolean readerTakes(UnaryOperator<Node> change) {
    var surroundings = new Surroundings(Map.of(), Path.of("/home/nobody"), Path.of("/"));
    var loaded =
        Loader.load(
            example(),
            AgentShape.shape(),
            surroundings,
            root -> Inheritance.apply(change.apply(alone(root))));
    return loaded instanceof Loaded.Good;
  }

  /** Without the other files, which are not the schema's business and take time. */
  private static Node alone(Node root) {
    return root instanceof Node.Mapping file ? file.without("rules").without("remedies") : root;
  }

  @ParameterizedTest
  @ValueSource(strings = {"lifeguard.yaml", "lifeguard.minimal.yaml"})
  void takesTheExamples(String name) throws JsonProcessingException {
    var file = BadFilesTest.FOLDER.resolveSibling("examples/" + name);
    var source = ((Parsed.Taken<Source>) SourceFile.read(file)).value();
    var problems = SCHEMA.validate(JSON.readTree(encode(Plain.json(Trees.of(source)))));
    assertThat(problems).isEmpty();
  }

  @Test
  void refusesTheBadFilesUnlessTheMistakeIsBeyondASchema() throws IOException {
    var taken =
        BadFilesTest.files()
            .filter(file -> Trees.readable(file).map(SchemaTest::schemaTakes).orElse(false))
            .map(file -> file.getFileName().toString().substring(0, 2))
            .collect(Collectors.toSet());
    assertThat(taken).isEqualTo(BEYOND);
  }

  /** Every node of the example is spoilt in several ways, one at a time. */
  @Test
  void neverRefusesWhatTheReaderTakes() {
    var root = alone(Trees.of(example()));
    var disagreements = new ArrayList<String>();
    for (var spoilt : List.of("x", "5", "[]", "{x: y}", "~"))
      for (var path : Trees.paths(root)) {
        UnaryOperator<Node> change = node -> Trees.with(node, path, Trees.of(spoilt));
        if (readerTakes(change) && !schemaTakes(change.apply(root)))
          disagreements.add(path + " = " + spoilt);
      }
    assertThat(disagreements).isEmpty();
  }

  @Test
  void refusesEveryUnknownKeyAsTheReaderDoes() {
    var root = alone(Trees.of(example()));
    for (var path : Trees.mappings(root)) {
      if (path.contains("groups")) continue; // any key will do there
      UnaryOperator<Node> change =
          node ->
              Trees.with(
                  node,
                  Trees.child(path, "colour"),
                  new Node.Text(new Origin.Default(), "red", false));
      assertThat(schemaTakes(change.apply(root)))
          .as(path + " schema")
          .isEqualTo(readerTakes(change));
    }
  }
}

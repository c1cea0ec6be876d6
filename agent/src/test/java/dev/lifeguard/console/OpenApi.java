package dev.lifeguard.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The API's document, as far as it can be held against answers. */
final class OpenApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final JsonNode document;

  OpenApi(String yaml) {
    var loader = new Yaml(new SafeConstructor(new LoaderOptions()));
    this.document = JSON.valueToTree(loader.<Object>load(yaml));
  }

  JsonNode document() {
    return document;
  }

  /** {@code GET /api/v1/alerts} and so on. */
  SortedSet<String> operations() {
    var operations = new TreeSet<String>();
    document
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters"))
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                        }));
    return operations;
  }

  /** What an answer has that the document does not allow; empty when all is well. */
  List<String> flaws(String method, String path, int status, String body) {
    var operation = document.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
    var responses = operation.get("responses");
    var response = resolved(responses.path(Integer.toString(status)));
    if (response.isMissingNode()) response = resolved(responses.path("default"));
    if (response.isMissingNode()) return List.of("status " + status + " is not described");
    var content = response.get("content");
    var media = content.has("application/json") ? "application/json" : "application/problem+json";
    return content.has(media) ? flaws(content.get(media).get("schema"), body) : List.of();
  }

  private List<String> flaws(JsonNode schema, String body) {
    try {
      var whole = (ObjectNode) schema.deepCopy();
      whole.set("components", document.get("components"));
      return SCHEMAS.getSchema(whole).validate(JSON.readTree(body)).stream()
          .map(ValidationMessage::toString)
          .toList();
    } catch (IOException e) {
      return List.of("no JSON: " + e.getMessage());
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }
}

package dev.lifeguard.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from a peer that may be hostile: how deep, how long and how many values is limited, so
 * that neither the stack nor the heap is at its mercy.
 */
final class PayloadReader {
  /** The deepest document of a real gateway, its configuration schema, has about 30 levels. */
  static final int DEPTH = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxStringLength(Limits.FRAME)
                  .maxNameLength(10_000)
                  .maxNumberLength(400)
                  .maxTokenCount(2_000_000)
                  .build())
          .build();

  private PayloadReader() {}

  /** The object that the text is, or empty when it is none within the limits. */
  static Optional<Payload> read(String text) {
    try (var parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
      var object = object(parser);
      return parser.nextToken() == null ? Optional.of(new Payload(object)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    var fields = new LinkedHashMap<String, Object>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    var values = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) values.add(value(parser));
    return values;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw new IOException("truncated");
    };
  }
}

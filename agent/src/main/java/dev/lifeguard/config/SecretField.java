package dev.lifeguard.config;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret: given under its key, or as the name of a file under {@code key-file}. That it is not
 * there yet is a warning: the rest of the file is still worth using.
 */
final class SecretField extends Field<SecretSource> {
  /** {@code file.json#path.within}. */
  private static final Pattern IN_JSON = Pattern.compile("(.+\\.json5?)#([\\w.-]+)");

  private final String key;
  private final String meaning;

  SecretField(String key, String meaning) {
    super(key, key + "-file");
    this.key = key;
    this.meaning = meaning;
  }

  @Override
  List<String> inside() {
    return List.of();
  }

  @Override
  Optional<SecretSource> read(Place object, Node.Mapping mapping) {
    var given = mapping.at(key);
    var file = mapping.at(key + "-file");
    if (given.isPresent() && file.isPresent()) {
      object
          .at(key, given.get())
          .reportHidden(
              Problem.Severity.ERROR, "is given, and \"" + key + "-file\" too", "keep one of them");
      return Optional.empty();
    }
    if (given.isPresent()) return given(object.at(key, given.get()));
    if (file.isPresent()) return inFile(object.at(key + "-file", file.get()));
    return Optional.of(new SecretSource.None());
  }

  private static Optional<SecretSource> given(Place place) {
    if (!(place.node() instanceof Node.Text text)) {
      place.reportHidden(
          Problem.Severity.ERROR,
          "wanted a secret text such as ${NAME_OF_A_VARIABLE}",
          "put one in quotes if it has special characters");
      return Optional.empty();
    }
    var environment = place.reading().surroundings().environment();
    return switch (Variables.expand(text.text(), environment)) {
      case Variables.Expanded(var value, _) -> Optional.of(known(place, value));
      case Variables.Unset(var variable, _) -> {
        place.warn("the variable " + variable + " is not set, so there is no secret", "");
        yield Optional.of(new SecretSource.Unset(variable));
      }
      case Variables.Malformed(var message, _, _) -> {
        var said = message.startsWith("$") ? message : "holds a malformed ${…}";
        place.reportHidden(
            Problem.Severity.ERROR, said, "write $$ for a dollar sign that means itself");
        yield Optional.empty();
      }
    };
  }

  private static SecretSource known(Place place, String value) {
    if (value.isEmpty()) return new SecretSource.None();
    place.shown("***");
    return new SecretSource.Given(new Secret(value));
  }

  private static Optional<SecretSource> inFile(Place place) {
    return Shapes.path()
        .read(place)
        .map(
            file -> {
              var source = source(file);
              if (SecretFile.read(source) instanceof SecretFile.Result.Refused(var because))
                place.warn(because, "");
              return source;
            });
  }

  private static SecretSource source(Path file) {
    var inJson = IN_JSON.matcher(file.toString());
    return inJson.matches()
        ? new SecretSource.InJson(Path.of(inJson.group(1)), inJson.group(2))
        : new SecretSource.InFile(file);
  }

  @Override
  void describe(JsonObject properties, Definitions definitions) {
    properties.put(key, Scalar.text().put("description", meaning));
    properties.put(
        key + "-file",
        Shapes.path()
            .describe(definitions)
            .put("description", meaning + "; the file that holds it, or file.json#path.within"));
  }

  @Override
  boolean isRequired() {
    return false;
  }
}

package dev.lifeguard.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A mapping with known keys. */
final class ObjectShape<T> implements Shape<T> {
  private final String wanted;
  private final Fields fields = new Fields();
  private final Function<Values, T> build;
  private final List<String> keys;

  ObjectShape(String wanted, Function<Fields, Function<Values, T>> definition) {
    this.wanted = wanted;
    this.build = definition.apply(fields);
    this.keys = fields.fields.stream().flatMap(field -> field.keys().stream()).toList();
  }

  @Override
  public Optional<T> read(Place place) {
    if (!(place.node() instanceof Node.Mapping mapping)) {
      place.mismatch(wanted);
      return Optional.empty();
    }
    refuseUnknown(place, mapping);
    var values = new Values(place);
    for (var field : fields.fields) read(field, place, mapping, values);
    fields.alternatives.forEach(alternative -> refuseSecond(alternative, values));
    fields.musts.forEach(must -> refuseNone(must, values));
    fields.checks.forEach(check -> look(check, values));
    var complete =
        fields.fields.stream().allMatch(values::has)
            && fields.musts.stream().allMatch(must -> must.stream().anyMatch(values::given));
    return complete ? Optional.of(build.apply(values)) : Optional.empty();
  }

  private static <F> void read(Field<F> field, Place place, Node.Mapping mapping, Values values) {
    field.read(place, mapping).ifPresent(value -> values.put(field, value));
  }

  private void refuseUnknown(Place place, Node.Mapping mapping) {
    for (var entry : mapping.entries()) {
      if (keys.contains(entry.name())) continue;
      place.refuseKey(entry.key(), "unknown key", mend(entry.name()));
    }
  }

  private String mend(String unknown) {
    for (var field : fields.fields)
      if (field.inside().contains(unknown))
        return "it belongs under \"" + field.keys().getFirst() + "\"";
    var near = Nearest.suggestion(unknown, keys);
    return near.isEmpty() ? "known here: " + String.join(", ", keys) : near;
  }

  private static void refuseSecond(List<Field<?>> alternative, Values values) {
    var given = alternative.stream().filter(values::given).toList();
    if (given.size() < 2) return;
    var names =
        given.stream().map(field -> values.at(field).path()).map(ObjectShape::last).toList();
    values
        .at(given.get(1))
        .reportHidden(
            Problem.Severity.ERROR, Words.choice(names) + ": only one may be given", "keep one");
  }

  private static void refuseNone(List<Field<?>> must, Values values) {
    if (must.stream().anyMatch(values::given)) return;
    var keys = must.stream().map(field -> field.keys().getFirst()).toList();
    values.here().refuse(Words.choice(keys) + " is missing", "");
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static void look(java.util.function.Consumer<Values> check, Values values) {
    try {
      check.accept(values);
    } catch (Values.NotRead e) {
      // what it asks for could not be read, and that has been told already
    }
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    var properties = new JsonObject();
    var required = new JsonArray();
    for (var field : fields.fields) {
      field.describe(properties, definitions);
      if (field.isRequired()) field.keys().forEach(required::add);
    }
    var schema = new JsonObject().put("type", "object").put("properties", properties);
    if (!required.isEmpty()) schema.put("required", required);
    var rules = Together.of(fields);
    if (!rules.isEmpty()) schema.put("allOf", rules);
    return schema.put("additionalProperties", false);
  }

  @Override
  public List<String> knownKeys() {
    return keys;
  }

  @Override
  public String wanted() {
    return wanted;
  }
}

package dev.lifeguard.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The shapes that others are made of. */
public final class Shapes {
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private Shapes() {}

  /** A mapping with known keys; the definition names the fields and builds the value from them. */
  public static <T> Shape<T> object(
      String wanted, Function<Fields, Function<Values, T>> definition) {
    return new ObjectShape<>(wanted, definition);
  }

  public static <T> ListShape<T> list(Shape<T> item) {
    return new ListShape<>(item);
  }

  /** Any keys that match the pattern; {@code keyRule} says in words which do. */
  public static <V> Shape<Map<String, V>> map(
      String wanted, String keyPattern, String keyRule, Shape<V> value) {
    return new MapShape<>(wanted, Pattern.compile(keyPattern), keyRule, value);
  }

  /** Label names as Prometheus takes them, with texts. */
  public static Shape<Map<String, String>> labels() {
    return map(
        "labels such as {env: prod}",
        LABEL.pattern(),
        "a label is letters, digits and underscores",
        text("a text"));
  }

  /** Mappings with the key have one shape, those without it another. */
  public static <T> Shape<T> choice(
      String key, Shape<? extends T> having, Shape<? extends T> otherwise) {
    return new ChoiceShape<>(key, having, otherwise);
  }

  /** Anything: a JsonObject, a JsonArray or a text, with its variables expanded. */
  public static Shape<Object> any() {
    return new AnyShape();
  }

  /** A text that something else understands; it says what is wrong with it. */
  public static <T> Shape<T> parsed(String wanted, Function<String, Parsed<T>> parse) {
    return new Scalar<>(wanted, Scalar.text(), parse, shown -> shown);
  }

  /** The same, of a form that editors can check; no plain number or truth matches the pattern. */
  public static <T> Shape<T> parsed(
      String wanted, String pattern, Function<String, Parsed<T>> parse) {
    return new Scalar<>(wanted, Scalar.pattern(pattern), parse, shown -> shown);
  }

  /** Any text, also an empty one. */
  public static Shape<String> text(String wanted) {
    return parsed(wanted, Parsed::taken);
  }

  public static Shape<String> nonblank(String wanted) {
    return parsed(
        wanted,
        text -> text.isBlank() ? Parsed.refused("is blank", "give " + wanted) : Parsed.taken(text));
  }

  /** A program and its arguments: no shell will ever split or expand them. */
  public static Shape<List<String>> words() {
    return list(nonblank("a word"))
        .check(
            (words, place) -> {
              if (words.isEmpty()) place.refuse("is empty", "give at least the program");
              if (words.size() == 1 && words.getFirst().contains(" "))
                place.refuse(
                    "is one word with spaces, and no shell will split it",
                    "write a list, as in [systemctl, restart, openclaw-tunnel]");
            });
  }

  /** A short name that becomes a label, a file name and a word on the command line. */
  public static Shape<String> name() {
    var wanted = "a name such as prod-eu";
    return parsed(
        wanted,
        text ->
            text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
                ? Parsed.taken(text)
                : Parsed.refused(
                    "is no good name", "use up to 63 letters, digits, dots, dashes, underscores"));
  }

  public static Shape<Integer> integer(int least, int most) {
    var schema = new JsonObject().put("type", "integer").put("minimum", least).put("maximum", most);
    return new Scalar<>(
        "a whole number from " + least + " to " + most,
        orText(schema, "0|-?[1-9][0-9]*"),
        text -> Numbers.integer(text, least, most),
        shown -> shown);
  }

  /** {@code true} or {@code false}, and no other word for them. */
  public static Shape<Boolean> flag() {
    return new Scalar<>(
        "true or false",
        orText(new JsonObject().put("type", "boolean"), "true|false"),
        Numbers::flag,
        shown -> shown);
  }

  public static Shape<Duration> duration() {
    return parsed("a duration such as 15s", DurationText.PATTERN, DurationText::parse);
  }

  /** A duration within bounds. */
  public static Shape<Duration> duration(Duration least, Duration most) {
    return duration()
        .check(
            (value, place) -> {
              if (value.compareTo(least) < 0)
                place.refuse("is less than " + DurationText.print(least), "");
              if (value.compareTo(most) > 0)
                place.refuse("is more than " + DurationText.print(most), "");
            });
  }

  /** Bytes. */
  public static Shape<Long> size() {
    return parsed("a size such as 64MiB", Numbers.SIZE, Numbers::size);
  }

  /** A ratio: {@code 25%} is 0.25. */
  public static Shape<Double> percent() {
    return parsed("a percentage such as 25%", Numbers.PERCENT, Numbers::percent);
  }

  /** One of an enum's constants, lower-case and with dashes. */
  public static <E extends Enum<E>> Shape<E> word(Class<E> type) {
    var words = Arrays.stream(type.getEnumConstants()).map(Shapes::word).toList();
    return word(words).as(word -> type.getEnumConstants()[words.indexOf(word)]);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One of these words. */
  public static Shape<String> word(List<String> words) {
    var schema = new JsonObject().put("enum", new JsonArray(words));
    return new Scalar<>(
        Words.choice(words), orText(schema, ""), text -> Numbers.word(text, words), shown -> shown);
  }

  /** An absolute address with one of these schemes and a host. */
  public static Shape<URI> uri(String... schemes) {
    return Addresses.uri(List.of(schemes), Addresses::withoutUser);
  }

  /** An address that is itself a secret, as web hooks are: only scheme and host are ever shown. */
  public static Shape<URI> secretUri(String... schemes) {
    return Addresses.uri(List.of(schemes), Addresses::hostOnly);
  }

  public static Shape<HostPort> hostPort() {
    return parsed("an address such as 127.0.0.1:18789", ".+:[0-9]{1,5}", HostPort::parse);
  }

  /** A schedule in the five fields of cron. */
  public static Shape<Cron> cron() {
    return parsed("a schedule such as 0 3 * * SUN", "\\S+(\\s+\\S+){4}", Cron::parse);
  }

  /** A time zone by its name. */
  public static Shape<ZoneId> zone() {
    return parsed("a time zone such as Europe/Berlin", Numbers::zone);
  }

  /** A file or folder: {@code ~} is the home, relative to the file that names it. */
  public static Shape<Path> path() {
    return new PathShape();
  }

  /** Files by path or glob, each read with the shape; {@code shipped:NAME} is one of our own. */
  public static <T> Shape<List<T>> included(Shape<T> file) {
    return new IncludedShape<>(file);
  }

  /** A schema, or a text with a variable; where a quoted text would do as well, its pattern too. */
  private static JsonObject orText(JsonObject schema, String pattern) {
    var text = pattern.isEmpty() ? "\\$\\{" : "^(?:" + pattern + ")$|\\$\\{";
    var written = new JsonObject().put("type", "string").put("pattern", text);
    return new JsonObject().put("anyOf", new JsonArray().add(schema).add(written));
  }
}

package dev.lifeguard.rule;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Parsed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A text with places such as {@code {{ p99_latency }}} that are filled in when it is told. */
public final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);

  private sealed interface Piece {
    record Fixed(String text) implements Piece {}

    record Open(String name) implements Piece {}
  }

  private final String text;
  private final List<Piece> pieces;

  private Template(String text, List<Piece> pieces) {
    this.text = text;
    this.pieces = List.copyOf(pieces);
  }

  /** Refuses a place whose name is none of the known ones. */
  public static Parsed<Template> read(String text, Collection<String> known) {
    var pieces = new ArrayList<Piece>();
    var place = PLACE.matcher(text);
    var end = 0;
    while (place.find()) {
      var name = place.group(1).strip();
      if (!known.contains(name))
        return new Parsed.Refused<>(
            "names {{ " + name + " }}, which is nothing known",
            Nearest.suggestion(name, known),
            place.start());
      pieces.add(new Piece.Fixed(text.substring(end, place.start())));
      pieces.add(new Piece.Open(name));
      end = place.end();
    }
    var open = text.indexOf("{{", end);
    if (open >= 0) return new Parsed.Refused<>("has a {{ without its }}", "write {{ name }}", open);
    pieces.add(new Piece.Fixed(text.substring(end)));
    return Parsed.taken(new Template(text, pieces));
  }

  /** A text without places. */
  public static Template fixed(String text) {
    return new Template(text, List.of(new Piece.Fixed(text)));
  }

  public List<String> names() {
    return pieces.stream().mapMulti(Template::name).distinct().toList();
  }

  private static void name(Piece piece, java.util.function.Consumer<String> names) {
    if (piece instanceof Piece.Open(var name)) names.accept(name);
  }

  /** Fills in; what is not known is called so. */
  public String fill(Function<String, Optional<String>> values) {
    var filled = new StringBuilder();
    for (var piece : pieces)
      filled.append(
          switch (piece) {
            case Piece.Fixed(var fixed) -> fixed;
            case Piece.Open(var name) -> values.apply(name).orElse("unknown");
          });
    return filled.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}

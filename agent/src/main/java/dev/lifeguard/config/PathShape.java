package dev.lifeguard.config;

import io.vertx.core.json.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A path, resolved against the file that names it. */
final class PathShape implements Shape<Path> {
  @Override
  public Optional<Path> read(Place place) {
    return place.text(wanted()).flatMap(text -> path(place, text));
  }

  private static Optional<Path> path(Place place, Variables.Expanded text) {
    if (text.value().isBlank()) {
      place.refuse("is blank", "give a path such as ~/.config/lifeguard/token");
      return Optional.empty();
    }
    try {
      var path = place.resolve(text.value());
      place.shown(path.toString());
      return Optional.of(path);
    } catch (InvalidPathException e) {
      place.refuse(Words.quoted(text.shown()) + " is no path", "");
      return Optional.empty();
    }
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    return Scalar.text().put("minLength", 1);
  }

  @Override
  public String wanted() {
    return "a path";
  }
}

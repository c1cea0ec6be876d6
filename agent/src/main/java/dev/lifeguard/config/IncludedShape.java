package dev.lifeguard.config;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Further files, named by path, by glob, or {@code shipped:NAME} for one of our own; each is read
 * with the shape, and a file that is named twice is read once.
 */
final class IncludedShape<T> implements Shape<List<T>> {
  private static final String WANTED = "the path of a file, a glob, or shipped:NAME";

  private final Shape<T> file;
  private final Shape<List<String>> names = Shapes.list(Shapes.nonblank(WANTED));

  IncludedShape(Shape<T> file) {
    this.file = file;
  }

  @Override
  public Optional<List<T>> read(Place place) {
    var written = names.read(place);
    if (written.isEmpty()) return Optional.empty();
    var read = new ArrayList<T>();
    var done = new LinkedHashSet<String>();
    var complete = true;
    for (int i = 0; i < written.get().size(); i++)
      for (var source : sources(place.under(i), written.get().get(i), done)) {
        var value = contents(place, source);
        value.ifPresent(read::add);
        complete &= value.isPresent();
      }
    return complete ? Optional.of(List.copyOf(read)) : Optional.empty();
  }

  private static List<Source> sources(Place place, String written, Set<String> done) {
    return open(place, written).stream().filter(source -> done.add(source.name())).toList();
  }

  private static List<Source> open(Place place, String written) {
    if (written.startsWith(SourceFile.SHIPPED)) {
      var name = written.substring(SourceFile.SHIPPED.length());
      return taken(place, name, SourceFile.shipped(name));
    }
    if (!Glob.is(written)) {
      var path = place.resolve(written);
      place.reading().cameBy(path);
      return file(place, path);
    }
    var glob = Glob.of(place.resolve(written));
    place.reading().cameBy(glob.folder());
    var files = glob.files();
    var folder = place.reading().surroundings().name(glob.folder());
    if (files.isEmpty()) place.refuse("matches no file in " + folder, "");
    files.forEach(place.reading()::cameBy);
    return files.stream().flatMap(path -> file(place, path).stream()).toList();
  }

  private static List<Source> file(Place place, Path path) {
    var name = place.reading().surroundings().name(path);
    return taken(place, name, SourceFile.read(path, name));
  }

  private static List<Source> taken(Place place, String name, Parsed<Source> read) {
    return switch (read) {
      case Parsed.Taken<Source>(var source) -> List.of(source);
      case Parsed.Refused<Source>(var message, var mend, _) -> {
        place.refuse(name + " " + message, mend);
        yield List.of();
      }
    };
  }

  private Optional<T> contents(Place place, Source source) {
    var reading = place.reading();
    reading.enter(source.name());
    var read = Loader.tree(source, reading).flatMap(root -> file.read(place.root(root)));
    reading.enter("");
    return read;
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    return names.describe(definitions);
  }

  @Override
  public String wanted() {
    return "a list of files";
  }
}

package dev.lifeguard.config;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    return names.read(place).flatMap(written -> read(place, written));
  }

  private Optional<List<T>> read(Place place, List<String> written) {
    var sources = new LinkedHashMap<String, Source>();
    var complete = true;
    for (int i = 0; i < written.size(); i++)
      complete &= open(place.under(i), written.get(i), sources);
    var read = new ArrayList<T>();
    for (var source : sources.values()) contents(place, source).ifPresent(read::add);
    return complete && read.size() == sources.size()
        ? Optional.of(List.copyOf(read))
        : Optional.empty();
  }

  /** Whether all that was named could be opened. */
  private static boolean open(Place place, String written, Map<String, Source> sources) {
    if (written.startsWith(SourceFile.SHIPPED)) {
      var name = written.substring(SourceFile.SHIPPED.length());
      return taken(place, name, SourceFile.shipped(name), sources);
    }
    if (Glob.is(written)) return open(place, Glob.of(place.resolve(written)), sources);
    return open(place, place.resolve(written), sources);
  }

  private static boolean open(Place place, Glob glob, Map<String, Source> sources) {
    var reading = place.reading();
    reading.cameBy(glob.folder());
    var files = glob.files();
    if (files.isEmpty())
      place.refuse("matches no file in " + reading.surroundings().name(glob.folder()), "");
    return files.stream().filter(path -> open(place, path, sources)).count() == files.size()
        && !files.isEmpty();
  }

  private static boolean open(Place place, Path path, Map<String, Source> sources) {
    place.reading().cameBy(path);
    var name = place.reading().surroundings().name(path);
    return taken(place, name, SourceFile.read(path, name), sources);
  }

  private static boolean taken(
      Place place, String name, Parsed<Source> read, Map<String, Source> sources) {
    switch (read) {
      case Parsed.Taken<Source>(var source) -> sources.putIfAbsent(source.name(), source);
      case Parsed.Refused<Source>(var message, var mend, _) ->
          place.refuse(name + " " + message, mend);
    }
    return read instanceof Parsed.Taken;
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

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The one formatter: {@code check} names the files that are not formatted and fails, {@code fix}
 * rewrites them. The build runs it on JDK 25 in a process of its own.
 */
class Format {
  public static void main(String[] args) throws Exception {
    var fix = args[0].equals("fix");
    var wrong = new ArrayList<Path>();
    for (var file : sources(args)) {
      var text = Files.readString(file);
      var formatted = formatted(file, text);
      if (formatted.equals(text)) continue;
      wrong.add(file);
      if (fix) Files.writeString(file, formatted);
    }
    if (wrong.isEmpty()) return;
    wrong.forEach(file -> System.err.println((fix ? "formatted " : "not formatted: ") + file));
    if (fix) return;
    System.err.println("mend with: dev/format");
    System.exit(1);
  }

  private static List<Path> sources(String[] args) throws IOException {
    var found = new ArrayList<Path>();
    for (int i = 1; i < args.length; i++) {
      try (var walk = Files.walk(Path.of(args[i]))) {
        walk.filter(path -> path.toString().endsWith(".java")).sorted().forEach(found::add);
      }
    }
    return found;
  }

  private static String formatted(Path file, String text) throws Exception {
    try {
      var imports = ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(text), Style.GOOGLE);
      return new Formatter().formatSource(imports);
    } catch (Exception e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}

package dev.lifeguard.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.console.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final Path FOLDER = Path.of("src/main/resources/console");

  @Test
  void everyFileOfTheConsoleIsServed() throws IOException {
    try (var files = Files.walk(FOLDER)) {
      var there =
          files
              .filter(Files::isRegularFile)
              .map(file -> FOLDER.relativize(file).toString())
              .filter(name -> !name.equals("files.txt"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(Files.readAllLines(FOLDER.resolve("files.txt"))).containsExactlyElementsOf(there);
    }
  }

  @Test
  void whateverAModuleImportsIsServed() throws IOException {
    var served =
        Pages.endpoints().stream()
            .map(Endpoint::path)
            .collect(Collectors.toCollection(TreeSet::new));
    for (var module : modules())
      for (var imported : all("from \"([^\"]+)\"", Files.readString(module)))
        assertThat(served).as("%s imports %s", module, imported).contains(path(module, imported));
  }

  private static String path(Path module, String imported) {
    if (imported.startsWith("/")) return imported;
    var at = Path.of("/").resolve(FOLDER.relativize(module)).getParent().resolve(imported);
    return at.normalize().toString();
  }

  @Test
  void everyTextOfTheConsoleIsThereInChinese() throws IOException {
    var known = all("^  \"((?:[^\"\\\\]|\\\\.)+)\":", Files.readString(FOLDER.resolve("zh.js")));
    for (var module : modules())
      assertThat(known)
          .as("texts of %s", module)
          .containsAll(all("\\bt\\(\"((?:[^\"\\\\]|\\\\.)+)\"", Files.readString(module)));
  }

  /** The content security policy refuses them: they would be there, and do nothing. */
  @Test
  void noModuleWritesAStyleOrAScriptIntoTheMarkup() throws IOException {
    for (var module : modules())
      assertThat(Files.readString(module))
          .as("%s", module)
          .doesNotContain("style=", "unsafeHTML", "innerHTML", "eval(", "new Function");
  }

  private static List<Path> modules() throws IOException {
    try (var files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".js")).toList();
    }
  }

  private static Set<String> all(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

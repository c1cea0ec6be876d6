package dev.lifeguard.console.page;

import dev.lifeguard.console.Endpoint;
import dev.lifeguard.console.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The files of the web console, read once from the class path. They are open to everybody who
 * reaches the port: there is nothing in them but the program itself.
 */
public final class Pages {
  /** Names every file of the console, one a line: a jar cannot be asked what is in a folder. */
  static final String INDEX = "console/files.txt";

  private static final String LIBRARY = "META-INF/resources/webjars/lit-html/";
  private static final List<String> LIBRARY_FILES =
      List.of("lit-html.js", "directive.js", "directive-helpers.js", "directives/repeat.js");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml; charset=utf-8");

  private Pages() {}

  public static List<Endpoint> endpoints() {
    var files = new java.util.ArrayList<Endpoint>();
    text(INDEX).lines().forEach(name -> files.add(file("/" + name, "console/" + name)));
    for (var name : LIBRARY_FILES) files.add(file("/lib/" + name, LIBRARY + version() + name));
    files.add(file("/", "console/index.html"));
    files.add(file("/api/v1/openapi.yaml", "api/openapi.yaml"));
    return List.copyOf(files);
  }

  private static Endpoint file(String path, String resource) {
    var reply = new Reply.File(type(resource), Buffer.buffer(bytes(resource)));
    return Endpoint.open(path, _ -> Future.succeededFuture(reply));
  }

  private static String type(String name) {
    var ending = name.substring(name.lastIndexOf('.') + 1);
    var type = TYPES.get(ending);
    if (type == null) throw new IllegalStateException("no media type for " + name);
    return type;
  }

  /** The library's folder carries its version, which its own properties tell. */
  private static String version() {
    var pom = "META-INF/maven/org.webjars.npm/lit-html/pom.properties";
    return text(pom)
            .lines()
            .filter(line -> line.startsWith("version="))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(pom + " tells no version"))
            .substring("version=".length())
            .strip()
        + "/";
  }

  private static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String resource) {
    try (var in = Pages.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException(resource + " is not in this program");
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

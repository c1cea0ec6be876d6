package dev.lifeguard.app;

import dev.lifeguard.config.Json5;
import dev.lifeguard.config.Node;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Source;
import dev.lifeguard.config.SourceFile;
import dev.lifeguard.config.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One {@code openclaw.json} as far as it tells how to reach a gateway. */
record OpenClawFile(Optional<String> profile, Path file, Node root) {
  static final int USUAL_PORT = 18_789;
  private static final int DEVELOPMENT_PORT = 19_001;
  static final Set<Integer> USUAL_PORTS = Set.of(USUAL_PORT, DEVELOPMENT_PORT);

  /** Empty when the file is not there, or is no JSON5: then it says nothing. */
  static Optional<OpenClawFile> read(Optional<String> profile, Path file) {
    return switch (SourceFile.read(file)) {
      case Parsed.Taken<Source>(var source) ->
          Json5.read(source) instanceof Json5.Result.Read(var root)
              ? Optional.of(new OpenClawFile(profile, file, root))
              : Optional.empty();
      case Parsed.Refused<Source> _ -> Optional.empty();
    };
  }

  /** The text under these keys; an empty one counts as none. */
  Optional<String> text(String... path) {
    return root.along(path)
        .filter(node -> node instanceof Node.Text)
        .map(node -> ((Node.Text) node).text())
        .filter(text -> !text.isBlank());
  }

  /** Whether something other than a text is given there, such as a reference to a secret. */
  boolean has(String... path) {
    return root.along(path).filter(node -> !(node instanceof Node.Nothing)).isPresent();
  }

  boolean isRemote() {
    return text("gateway", "mode").filter("remote"::equals).isPresent();
  }

  boolean isTls() {
    return text("gateway", "tls", "enabled").filter("true"::equals).isPresent();
  }

  /** Where this machine reaches the gateway that the file is for. */
  String host() {
    var custom = text("gateway", "bind").filter("custom"::equals).isPresent();
    return custom
        ? text("gateway", "customBindHost")
            .filter(host -> host.matches("[0-9A-Za-z.-]+") && !host.equals("0.0.0.0"))
            .orElse("127.0.0.1")
        : "127.0.0.1";
  }

  /** OPENCLAW_GATEWAY_PORT, then the file, then what the profile's name comes to, then 18789. */
  int port(Map<String, String> environment) {
    var ofEnvironment =
        profile.isPresent()
            ? Optional.<String>empty()
            : Optional.ofNullable(environment.get("OPENCLAW_GATEWAY_PORT"));
    return ofEnvironment
        .flatMap(OpenClawFile::port)
        .or(() -> text("gateway", "port").flatMap(OpenClawFile::port))
        .or(() -> profile.map(OpenClawFile::profilePort))
        .orElse(USUAL_PORT);
  }

  static Optional<Integer> port(String text) {
    return text.matches("[0-9]{1,5}")
        ? Optional.of(Integer.parseInt(text)).filter(port -> 0 < port && port < 65_536)
        : Optional.empty();
  }

  /** The port that OpenClaw gives to a profile without one: a hash of its name (FNV-1a, 32 bit). */
  static int profilePort(String profile) {
    if (profile.equals("dev")) return DEVELOPMENT_PORT;
    int hash = 0x811c9dc5;
    for (byte b : profile.getBytes(StandardCharsets.UTF_8)) {
      hash ^= b & 0xff;
      hash *= 0x01000193;
    }
    return 20_000 + Integer.remainderUnsigned(hash, 40_000);
  }

  /** The file's name with the home as {@code ~}. */
  String shortName(Surroundings surroundings) {
    return file.startsWith(surroundings.home())
        ? "~/" + surroundings.home().relativize(file)
        : file.toString();
  }
}

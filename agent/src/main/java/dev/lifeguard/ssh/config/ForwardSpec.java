package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.config.ResolvedTarget.ForwardDirection;
import dev.lifeguard.ssh.config.ResolvedTarget.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two ends of a LocalForward, RemoteForward or DynamicForward, as OpenSSH reads them. */
record ForwardSpec(ForwardDirection direction, Place listen, Optional<Place> connect) {
  private static final int LONGEST_SOCKET = 107;
  private static final int LONGEST_HOST = 1024;

  private record Field(String text, boolean path) {}

  static Optional<String> problem(
      ValueForm.RawValue value, String keyword, Map<String, String> variables) {
    var direction = direction(keyword);
    if (value.arguments().size() > 2) return Optional.of("has more than two values");
    var missing = direction == ForwardDirection.LOCAL && value.arguments().size() < 2;
    if (missing) return Optional.of("has no target");
    var unset = Tokens.environmentProblem(String.join(":", value.arguments()), variables);
    if (unset.isPresent()) return unset;
    if (parse(value.arguments(), direction, variables).isPresent()) return Optional.empty();
    return Optional.of("is no forward: " + ValueForm.quoted(value.rest()));
  }

  /** Empty if the words are no forward. */
  static Optional<ForwardSpec> parse(
      List<String> words, ForwardDirection direction, Map<String, String> variables) {
    boolean dynamic = words.size() < 2 && direction != ForwardDirection.LOCAL;
    if (direction == ForwardDirection.DYNAMIC && words.size() > 1) return Optional.empty();
    return switch (Tokens.environment(String.join(":", words), variables)) {
      case Tokens.Expansion.Problem _ -> Optional.empty();
      case Tokens.Expansion.Text(var text) ->
          fields(text.stripLeading())
              .flatMap(fields -> dynamic ? dynamic(fields, direction) : fixed(fields, direction))
              .filter(ForwardSpec::isSound);
    };
  }

  private static ForwardDirection direction(String keyword) {
    return switch (keyword) {
      case "RemoteForward" -> ForwardDirection.REMOTE;
      case "DynamicForward" -> ForwardDirection.DYNAMIC;
      default -> ForwardDirection.LOCAL;
    };
  }

  private static Optional<ForwardSpec> dynamic(List<Field> fields, ForwardDirection direction) {
    return switch (fields.size()) {
      case 1 ->
          place(fields.getFirst()).map(at -> new ForwardSpec(direction, at, Optional.empty()));
      case 2 ->
          place(fields.get(0), fields.get(1))
              .map(at -> new ForwardSpec(direction, at, Optional.empty()));
      default -> Optional.empty();
    };
  }

  private static Optional<ForwardSpec> fixed(List<Field> fields, ForwardDirection direction) {
    int count = fields.size();
    if (count < 2 || count > 4) return Optional.empty();
    boolean toSocket = fields.getLast().path();
    int taken = toSocket ? 1 : 2;
    if (count - taken < 1) return Optional.empty();
    var connect =
        toSocket
            ? place(fields.getLast()).filter(end -> end.socket().isPresent())
            : place(fields.get(count - 2), fields.getLast()).filter(end -> end.port() > 0);
    var listen =
        count - taken == 1 ? place(fields.getFirst()) : place(fields.get(0), fields.get(1));
    if (count - taken > 2 || connect.isEmpty()) return Optional.empty();
    return listen.map(at -> new ForwardSpec(direction, at, connect));
  }

  /** A port or the path of a socket. */
  private static Optional<Place> place(Field field) {
    if (field.path()) return Optional.of(new Place(Optional.empty(), 0, Optional.of(field.text())));
    return Ports.parse(field.text())
        .map(port -> new Place(Optional.empty(), port, Optional.empty()));
  }

  private static Optional<Place> place(Field host, Field port) {
    if (host.path()) return Optional.empty();
    return Ports.parse(port.text())
        .map(number -> new Place(Optional.of(host.text()), number, Optional.empty()));
  }

  private boolean isSound() {
    boolean anyPort = direction == ForwardDirection.REMOTE;
    if (listen.socket().isEmpty() && listen.port() == 0 && !anyPort) return false;
    return fits(listen) && connect.map(ForwardSpec::fits).orElse(true);
  }

  private static boolean fits(Place place) {
    return place.socket().map(path -> path.length() <= LONGEST_SOCKET).orElse(true)
        && place.host().map(host -> host.length() < LONGEST_HOST).orElse(true);
  }

  /** Cuts at colons outside of brackets; empty if brackets are left open or too many fields. */
  private static Optional<List<Field>> fields(String text) {
    var fields = new ArrayList<Field>();
    int at = 0;
    while (at < text.length()) {
      int end = text.charAt(at) == '[' ? bracketed(text, at, fields) : bare(text, at, fields);
      if (end < 0 || fields.size() > 4) return Optional.empty();
      at = end;
    }
    return Optional.of(fields);
  }

  /** Returns where the next field begins, or -1. */
  private static int bracketed(String text, int open, List<Field> fields) {
    int close = text.indexOf(']', open);
    if (close < 0) return -1;
    boolean last = close + 1 == text.length();
    if (!last && text.charAt(close + 1) != ':') return -1;
    var inner = text.substring(open + 1, close);
    fields.add(new Field(inner, inner.contains("/")));
    return last ? close + 1 : close + 2;
  }

  private static int bare(String text, int from, List<Field> fields) {
    var field = new StringBuilder();
    boolean path = false;
    int at = from;
    for (; at < text.length() && text.charAt(at) != ':'; at++) {
      char c = text.charAt(at);
      if (c == '\\' && ++at == text.length()) return -1;
      path |= c == '/';
      field.append(text.charAt(at));
    }
    fields.add(new Field(field.toString(), path));
    return at + 1;
  }
}

package dev.lifeguard.ssh.key;

import dev.lifeguard.ssh.config.FilePosition;
import dev.lifeguard.ssh.config.HostName;
import dev.lifeguard.ssh.config.ValueForm;
import java.util.Optional;

/**
 * One line of known_hosts.
 *
 * @param hosts the column of names, as written
 */
public record KnownHostLine(FilePosition at, Marker marker, String hosts, KeyBlob key) {
  /** What the key counts for. */
  enum Marker {
    HOST(""),
    AUTHORITY("@cert-authority"),
    REVOKED("@revoked");

    private final String word;

    Marker(String word) {
      this.word = word;
    }

    private static Optional<Marker> of(String word) {
      for (var marker : values())
        if (marker != HOST && marker.word.equals(word)) return Optional.of(marker);
      return Optional.empty();
    }
  }

  /** What a line of text came to. */
  sealed interface Parsed {
    /** Empty, or a comment. */
    record Nothing() implements Parsed {}

    record Line(KnownHostLine line) implements Parsed {}

    record Problem(String what) implements Parsed {}
  }

  static Parsed parse(FilePosition at, String text) {
    var line = text.strip();
    if (line.isEmpty() || line.startsWith("#")) return new Parsed.Nothing();
    var words = line.split("[ \t]+", 5);
    var marker = Marker.HOST;
    int first = 0;
    if (words[0].startsWith("@")) {
      var marked = Marker.of(words[0]);
      if (marked.isEmpty()) return new Parsed.Problem("an unknown marker " + shown(words[0]));
      marker = marked.get();
      first = 1;
    }
    if (words.length < first + 3) return new Parsed.Problem("a line without a key");
    var type = words[first + 1];
    if (type.matches("[0-9]+")) return new Parsed.Problem("a key of SSH 1");
    var key = KeyBlob.ofBase64(words[first + 2]);
    if (key.isEmpty() || !key.get().type().equals(type))
      return new Parsed.Problem("a damaged key of type " + shown(type));
    return new Parsed.Line(new KnownHostLine(at, marker, words[first], key.get()));
  }

  boolean isFor(String name) {
    return HostName.matches(hosts, name);
  }

  private static String shown(String word) {
    return ValueForm.quoted(word);
  }
}

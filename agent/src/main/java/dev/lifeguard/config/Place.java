package dev.lifeguard.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A node, the path that leads to it, and the reading under way: what a shape reads from and
 * complains at.
 */
public final class Place {
  private final Node node;
  private final String path;
  private final Reading reading;

  Place(Node node, String path, Reading reading) {
    this.node = node;
    this.path = path;
    this.reading = reading;
  }

  public Node node() {
    return node;
  }

  /** As in {@code gateways[0].tunnel.ssh}; empty for the whole file. */
  public String path() {
    return path;
  }

  /** The place of a key's value; the mapping itself where the key is not given. */
  public Place under(String key) {
    var value = node instanceof Node.Mapping mapping ? mapping.at(key) : Optional.<Node>empty();
    return at(key, value.orElse(node));
  }

  /** Another place that is to blame, known by its origin alone. */
  public Place elsewhere(Origin origin, String pathThere) {
    return new Place(new Node.Nothing(origin), pathThere, reading);
  }

  /** Whether the mapping gives the key. */
  public boolean has(String key) {
    return node instanceof Node.Mapping mapping && mapping.at(key).isPresent();
  }

  /** The place of a list's item; a scalar stands for a list of one. */
  public Place under(int index) {
    var inside = node instanceof Node.Items items && index < items.nodes().size();
    return inside ? at(index, ((Node.Items) node).nodes().get(index)) : this;
  }

  Place at(String key, Node value) {
    return new Place(value, path.isEmpty() ? key : path + "." + key, reading);
  }

  Place at(int index, Node value) {
    return new Place(value, path + "[" + index + "]", reading);
  }

  /** The root of another file that this one includes. */
  Place root(Node other) {
    return new Place(other, "", reading);
  }

  Reading reading() {
    return reading;
  }

  /** An error: the file will not be used. */
  public void refuse(String message, String mend) {
    report(node.origin(), Problem.Severity.ERROR, message, mend);
  }

  /** An error at a character within this scalar, counted from zero. */
  public void refuse(String message, String mend, int offset) {
    var quote = node instanceof Node.Text text && text.quoted() ? 1 : 0;
    var origin =
        node.origin() instanceof Origin.InFile(var position)
            ? new Origin.InFile(position.right(offset + quote))
            : node.origin();
    report(origin, Problem.Severity.ERROR, message, mend);
  }

  /** Told, but the file is used. */
  public void warn(String message, String mend) {
    report(node.origin(), Problem.Severity.WARNING, message, mend);
  }

  /** The node is not what was wanted; says what it is instead. */
  public void mismatch(String wanted) {
    refuse("found " + node.kind() + ", wanted " + wanted, "");
  }

  /** An error about a key, whose value is not shown. */
  public void refuseKey(Node.Text key, String message, String mend) {
    var excerpt =
        key.origin() instanceof Origin.InFile(var position)
            ? Optional.of(Excerpt.ofKey(position, key.text()))
            : Optional.<Excerpt>empty();
    reading.report(
        new Problem(
            key.origin(),
            at(key.text(), node).path,
            Problem.Severity.ERROR,
            message,
            mend,
            excerpt));
  }

  /** A problem with a secret: the line is not shown. */
  void reportHidden(Problem.Severity severity, String message, String mend) {
    reading.report(new Problem(node.origin(), path, severity, message, mend, Optional.empty()));
  }

  private void report(Origin origin, Problem.Severity severity, String message, String mend) {
    var excerpt =
        origin instanceof Origin.InFile(var position)
            ? Optional.of(Excerpt.of(position))
            : Optional.<Excerpt>empty();
    reading.report(new Problem(origin, path, severity, message, mend, excerpt));
  }

  /** Remembers an effective value and its origin, for {@code config show}. */
  void shown(String value) {
    reading.shown(path, value, node.origin());
  }

  /**
   * The scalar with its variables expanded; empty, with a problem told, when it is none or cannot
   * be expanded.
   */
  Optional<Variables.Expanded> text(String wanted) {
    if (!(node instanceof Node.Text text)) {
      mismatch(wanted);
      return Optional.empty();
    }
    return switch (Variables.expand(text.text(), reading.surroundings().environment())) {
      case Variables.Expanded expanded -> Optional.of(expanded);
      case Variables.Unset(var name, var offset) -> {
        refuse(
            "the variable " + name + " is not set",
            "set it, or give a default as in ${" + name + ":-value}",
            offset);
        yield Optional.empty();
      }
      case Variables.Malformed(var message, var mend, var offset) -> {
        refuse(message, mend, offset);
        yield Optional.empty();
      }
    };
  }

  /**
   * A path as written: {@code ~} is the home, what is relative is relative to the file's folder.
   */
  Path resolve(String written) {
    var folder =
        node.origin() instanceof Origin.InFile(var position)
            ? position.source().folder()
            : reading.surroundings().folder();
    return reading.surroundings().resolve(folder, written);
  }
}

package dev.lifeguard.config;

/** A character of a text; line and column count from one. */
public record Position(Source source, int line, int column) {
  Position right(int characters) {
    return new Position(source, line, column + characters);
  }

  @Override
  public String toString() {
    return source.name() + ":" + line + ":" + column;
  }
}

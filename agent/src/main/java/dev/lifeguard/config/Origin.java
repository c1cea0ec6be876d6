package dev.lifeguard.config;

/** Where a value came from. */
public sealed interface Origin {
  /** Whether it is one of the program's own files. */
  default boolean isShipped() {
    return this instanceof InFile(var position)
        && position.source().name().startsWith(SourceFile.SHIPPED);
  }

  record InFile(Position position) implements Origin {
    @Override
    public String toString() {
      return position.toString();
    }
  }

  /** Nobody gave it. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  record Environment(String variable) implements Origin {
    @Override
    public String toString() {
      return "environment " + variable;
    }
  }

  record CommandLine(String option) implements Origin {
    @Override
    public String toString() {
      return "command line " + option;
    }
  }
}

package dev.lifeguard.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One condition of a Match line. */
record MatchCriterion(Kind kind, Sense sense, String argument) {
  /** What is looked at. */
  enum Kind {
    ALL,
    CANONICAL,
    FINAL,
    HOST,
    ORIGINALHOST,
    USER,
    LOCALUSER,
    TAGGED,
    COMMAND,
    SESSIONTYPE,
    // what we do not look at
    EXEC,
    LOCALNETWORK,
    VERSION;

    boolean takesArgument() {
      return this != ALL && this != CANONICAL && this != FINAL;
    }

    boolean isSupported() {
      return this != EXEC && this != LOCALNETWORK && this != VERSION;
    }

    boolean mayBeEmpty() {
      return this == TAGGED || this == COMMAND;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Kind> of(String word) {
      for (var kind : values()) if (kind.word().equals(word)) return Optional.of(kind);
      return Optional.empty();
    }
  }

  /** Whether the condition must hold or must not. */
  enum Sense {
    IS,
    IS_NOT
  }

  /** The criteria of a line, or what is wrong with them. */
  sealed interface Parsed {
    record Criteria(List<MatchCriterion> list) implements Parsed {}

    record Problem(String what) implements Parsed {}
  }

  static Parsed parse(List<String> words) {
    var criteria = new ArrayList<MatchCriterion>();
    for (int at = 0; at < words.size(); at++) {
      var word = words.get(at);
      if (word.startsWith("#")) break;
      var sense = word.startsWith("!") ? Sense.IS_NOT : Sense.IS;
      var bare = sense == Sense.IS_NOT ? word.substring(1) : word;
      int equals = bare.indexOf('=');
      var name = (equals < 0 ? bare : bare.substring(0, equals)).toLowerCase(Locale.ROOT);
      var kind = Kind.of(name);
      if (kind.isEmpty()) return new Parsed.Problem("has no condition such as " + word);
      if (kind.get() == Kind.ALL && words.size() > 1 && !isComment(words, at + 1, criteria))
        return new Parsed.Problem("has \"all\" among other conditions");
      var argument = "";
      if (kind.get().takesArgument()) {
        if (equals < 0 && ++at == words.size())
          return new Parsed.Problem("has no argument for " + word);
        argument = equals < 0 ? words.get(at) : bare.substring(equals + 1);
        if (argument.isEmpty() && !kind.get().mayBeEmpty() || argument.startsWith("#"))
          return new Parsed.Problem("has no argument for " + word);
      }
      criteria.add(new MatchCriterion(kind.get(), sense, argument));
    }
    if (criteria.isEmpty()) return new Parsed.Problem("has no condition");
    return new Parsed.Criteria(List.copyOf(criteria));
  }

  /** "all" may follow "canonical" or "final", and nothing may follow it but a comment. */
  private static boolean isComment(List<String> words, int next, List<MatchCriterion> criteria) {
    boolean alone = criteria.size() <= 1;
    return alone && (next == words.size() || words.get(next).startsWith("#"));
  }
}

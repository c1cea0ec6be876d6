package dev.lifeguard.diagnosis.cause;

import static java.util.stream.Collectors.joining;

import dev.lifeguard.diagnosis.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What mends a cause, said in Chinese after it was filled with the user's own names: what was kept
 * or came from another agent can be told in the reader's language, too. Commands stay as they are.
 */
public final class ChineseFix {
  private static final Pattern HOLE = Pattern.compile("\\{([a-z-]+)}");
  private static final String BETWEEN = "; ";

  private final CauseText english;
  private final CauseText chinese;

  private ChineseFix(Cause cause) {
    english = CauseText.of(cause);
    chinese = CauseText.inChinese(cause);
  }

  /** The steps, each by itself; one that is not ours stays as it is. */
  public static List<String> of(Cause cause, List<String> steps) {
    var fix = new ChineseFix(cause);
    return steps.stream().map(step -> fix.step(step).orElse(step)).toList();
  }

  /** All steps in one line, as messages carry them. */
  public static String of(Cause cause, String line) {
    var fix = new ChineseFix(cause);
    return fix.line(line, CauseText::steps)
        .or(() -> fix.line(line, CauseText::straight))
        .orElse(line);
  }

  private Optional<String> step(String filled) {
    return Stream.<Function<CauseText, List<String>>>of(CauseText::steps, CauseText::straight)
        .flatMap(steps -> step(filled, steps).stream())
        .findFirst();
  }

  private Optional<String> step(String filled, Function<CauseText, List<String>> steps) {
    var from = steps.apply(english);
    var to = steps.apply(chinese);
    return IntStream.range(0, from.size())
        .mapToObj(i -> refilled(filled, List.of(from.get(i)), List.of(to.get(i))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> line(String filled, Function<CauseText, List<String>> steps) {
    return refilled(filled, steps.apply(english), steps.apply(chinese));
  }

  /**
   * What stands in the holes of the one steps, put into those of the others. Each step has its own:
   * a command quotes what a sentence does not.
   */
  private static Optional<String> refilled(String filled, List<String> from, List<String> to) {
    var match = pattern(String.join(BETWEEN, from)).matcher(filled);
    if (!match.matches()) return Optional.empty();
    var said = new ArrayList<String>();
    var group = 0;
    for (var i = 0; i < from.size(); i++) {
      var values = new HashMap<String, String>();
      for (var name : holes(from.get(i))) values.put(name, match.group(++group));
      said.add(fill(to.get(i), values));
    }
    return Optional.of(String.join(BETWEEN, said));
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(
        Arrays.stream(HOLE.split(template, -1)).map(Pattern::quote).collect(joining("(.+?)")),
        Pattern.DOTALL);
  }

  private static List<String> holes(String template) {
    return HOLE.matcher(template).results().map(hole -> hole.group(1)).toList();
  }

  private static String fill(String template, Map<String, String> values) {
    return HOLE.matcher(template)
        .replaceAll(
            hole -> Matcher.quoteReplacement(values.getOrDefault(hole.group(1), hole.group())));
  }
}

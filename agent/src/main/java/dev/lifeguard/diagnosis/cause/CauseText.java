package dev.lifeguard.diagnosis.cause;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Names;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * What people read about a cause; the same data makes {@code docs/causes.md}.
 *
 * @param name a clause, lower-case
 * @param speaksFor what must be seen for it to be the cause
 * @param speaksAgainst what would show that it is not
 * @param steps what mends it, with holes for the user's own names; commands begin with {@code $}
 * @param straight the steps where no SSH leads to the gateway: mostly the same
 */
public record CauseText(
    String name,
    String means,
    String speaksFor,
    String speaksAgainst,
    List<String> steps,
    List<String> straight) {
  private static final String STEP = " ;; ";
  private static final String COMMAND = "$ ";

  public CauseText {
    steps = List.copyOf(steps);
    straight = List.copyOf(straight);
  }

  /** Read when first asked for. */
  private static final class English {
    static final Properties TEXTS = read("causes.en.properties");
  }

  private static final class Chinese {
    static final Properties TEXTS = read("causes.zh.properties");
  }

  public static CauseText of(Cause cause) {
    var texts = English.TEXTS;
    return new CauseText(
        text(texts, cause, "name"),
        text(texts, cause, "means"),
        text(texts, cause, "for"),
        text(texts, cause, "against"),
        steps(text(texts, cause, "fix")),
        steps(texts.getProperty(cause.code() + ".straight", text(texts, cause, "fix"))));
  }

  private static List<String> steps(String text) {
    return Arrays.asList(text.split(STEP));
  }

  /** Name, meaning and what to do in Chinese; evidence and commands stay as they are. */
  public static CauseText inChinese(Cause cause) {
    var english = of(cause);
    var texts = Chinese.TEXTS;
    var fix = texts.getProperty(cause.code() + ".fix", "");
    return new CauseText(
        text(texts, cause, "name"),
        text(texts, cause, "means"),
        english.speaksFor(),
        english.speaksAgainst(),
        steps(english.steps(), fix),
        steps(english.straight(), texts.getProperty(cause.code() + ".straight", fix)));
  }

  /** The commands of the one language with the sentences of the other, in their order. */
  private static List<String> steps(List<String> english, String sentences) {
    var next = steps(sentences).iterator();
    return english.stream()
        .map(step -> step.startsWith(COMMAND) || !next.hasNext() ? step : next.next())
        .toList();
  }

  /** The steps with the user's own names. */
  public List<String> fix(Names names) {
    var withoutSsh = !names.values().containsKey("destination");
    return (withoutSsh ? straight : steps).stream().map(names::fill).toList();
  }

  private static String text(Properties texts, Cause cause, String part) {
    var text = texts.getProperty(cause.code() + "." + part, "");
    if (text.isBlank()) throw new IllegalStateException(cause + " has no text for " + part);
    return text;
  }

  private static Properties read(String file) {
    var texts = new Properties();
    try (var stream = CauseText.class.getResourceAsStream(file)) {
      if (stream == null) throw new IllegalStateException(file + " is missing from the program");
      texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.lifeguard.remedy;

import dev.lifeguard.config.DurationText;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.remedy.RemedySettings.BlastRadius;
import dev.lifeguard.remedy.RemedySettings.BreakerSettings;
import dev.lifeguard.remedy.RemedySettings.Budget;
import dev.lifeguard.remedy.RemedySettings.Limits;
import dev.lifeguard.remedy.RemedySettings.Mode;
import dev.lifeguard.remedy.RemedySettings.Otherwise;
import dev.lifeguard.remedy.RemedySettings.Verify;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Vocabulary;
import dev.lifeguard.rule.file.ConditionShape;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A file of remedies as written. */
public final class RemedyShape {
  private static final Pattern BUDGET = Pattern.compile("([1-9][0-9]{0,3}) per (\\S+)");
  private static final String BLAST = "[1-9][0-9]*|[0-9]{1,3}(\\.[0-9]+)?%";

  private final Vocabulary vocabulary;
  private final Shape<Condition> condition;

  private RemedyShape(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.condition = ConditionShape.of(vocabulary);
  }

  /**
   * The remedies of one file.
   *
   * @param vocabulary facts, and the causes that a diagnosis can find
   */
  public static Shape<List<RemedySettings>> file(Vocabulary vocabulary) {
    return new RemedyShape(vocabulary).file();
  }

  private Shape<List<RemedySettings>> file() {
    return Shapes.object(
        "a file with remedies",
        f -> {
          var remedies =
              f.required(
                  "remedies",
                  Shapes.list(Shapes.object("a remedy", this::remedy))
                      .unique("name", RemedySettings::name),
                  "what repairs what");
          return v -> v.of(remedies);
        });
  }

  private Function<Values, RemedySettings> remedy(Fields f) {
    var name = f.required("name", Shapes.name(), "its name");
    var trigger =
        f.required(
            "trigger",
            Shapes.list(new TriggerShape(vocabulary)).check(RemedyShape::called),
            "what calls for it");
    var when = f.maybe("when", condition, "only then");
    var mode = f.optional("mode", Shapes.word(Mode.class), "suggest", "how much it may do itself");
    var step = new StepShape(vocabulary).named("step");
    var steps = f.required("steps", Shapes.list(step).check(RemedyShape::notEmpty), "in order");
    var verify = f.maybe("verify", verify(), "what must come true afterwards");
    var rollback = f.list("rollback", step, "if it does not");
    var limits = f.optional("limits", limits(), "{}", "what keeps it from making things worse");
    var otherwise = f.maybe("otherwise", Shapes.word(Otherwise.class), "when it did not help");
    return v ->
        new RemedySettings(
            v.of(name),
            v.of(trigger),
            v.of(when),
            v.of(mode),
            v.of(steps),
            v.of(verify),
            v.of(rollback),
            v.of(limits),
            v.of(otherwise),
            v.here().node().origin());
  }

  private static void called(List<Trigger> triggers, Place place) {
    if (triggers.isEmpty())
      place.refuse("is empty", "name an alert, or write manual for what only people run");
  }

  private static void notEmpty(List<PlannedStep> steps, Place place) {
    if (steps.isEmpty()) place.refuse("is empty", "give at least one step");
  }

  private Shape<Verify> verify() {
    return Shapes.object(
        "a check such as {check: tunnel_up == 1, within: 30s}",
        f -> {
          var check = f.required("check", condition, "what must come true");
          var within = f.required("within", Shapes.duration(), "how soon");
          return v -> new Verify(v.of(check), v.of(within));
        });
  }

  private static Shape<Limits> limits() {
    return Shapes.object(
        "limits such as {cooldown: 5m, budget: 2 per 1h}",
        f -> {
          var cooldown =
              f.optional("cooldown", Shapes.duration(), "5m", "from one run to the next");
          var budget =
              f.maybe(
                  "budget",
                  Shapes.parsed("a budget such as 2 per 1h", ".+ per .+", RemedyShape::budget),
                  "so many runs in so long a time");
          var blast =
              f.optional(
                  "blast-radius",
                  Shapes.parsed("a share such as 25% or a count", RemedyShape::blastRadius),
                  "25%",
                  "of how many gateways it may be needed at once");
          var blockers =
              f.list("blockers", Shapes.nonblank("an alert"), "alerts that keep it away");
          var breaker = f.optional("breaker", breaker(), "{}", "when it is left alone for a while");
          return v ->
              new Limits(v.of(cooldown), v.of(budget), v.of(blast), v.of(blockers), v.of(breaker));
        });
  }

  private static Shape<BreakerSettings> breaker() {
    return Shapes.object(
        "a breaker such as {after: 3, pause: 30m}",
        f -> {
          var after = f.optional("after", Shapes.integer(1, 100), "3", "failed runs in a row");
          var pause = f.optional("pause", Shapes.duration(), "30m", "twice as long each time");
          return v -> new BreakerSettings(v.of(after), v.of(pause));
        });
  }

  private static Parsed<Budget> budget(String text) {
    var budget = BUDGET.matcher(text);
    if (!budget.matches()) return Parsed.refused("is no budget", "write one such as 2 per 1h");
    return switch (DurationText.parse(budget.group(2))) {
      case Parsed.Taken<Duration>(var per) ->
          Parsed.taken(new Budget(Integer.parseInt(budget.group(1)), per));
      case Parsed.Refused<Duration>(var message, var mend, _) ->
          new Parsed.Refused<>(message, mend, budget.start(2));
    };
  }

  private static Parsed<BlastRadius> blastRadius(String text) {
    if (!text.matches(BLAST) || text.length() > 7)
      return Parsed.refused(
          "is no blast radius", "write a share such as 25%, or a count such as 1");
    if (!text.endsWith("%")) return Parsed.taken(new BlastRadius.Count(Integer.parseInt(text)));
    var ratio = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    return ratio > 1
        ? Parsed.refused("is more than all", "write 100% at most")
        : Parsed.taken(new BlastRadius.Share(ratio));
  }
}

package dev.lifeguard.cli;

import dev.lifeguard.alert.trial.Replay;
import dev.lifeguard.alert.trial.Replay.Recording;
import dev.lifeguard.app.AgentSettings;
import dev.lifeguard.app.Lookback;
import dev.lifeguard.app.WatchedGateway;
import dev.lifeguard.config.DurationText;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.Vocabulary;
import dev.lifeguard.rule.file.RuleFile;
import dev.lifeguard.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What rules would have made of the recorded past. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Tries rules on the recorded past: would they have fired, when, how often, for how long?",
    footer = {
      "A duration is recorded when it moves by a tenth, and at the end of each minute.",
      "Silences, maintenance and hosts that several gateways share are not taken into account.",
      "Exit codes: 0 replayed, 1 nothing is recorded, 2 a file that cannot be used."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final Duration KEPT = Duration.ofDays(8);

  /** Told with every fire, because they say why. */
  private static final Set<Fact> REASONS =
      EnumSet.of(Fact.GATEWAY_REASON, Fact.TUNNEL_REASON, Fact.SSH_REASON, Fact.HOST_REASON);

  @Mixin private Where where;

  @Option(
      names = "--since",
      paramLabel = "AGO",
      defaultValue = "7d",
      description = "How far back, at most 8d; by default ${DEFAULT-VALUE}.")
  private String since;

  @Option(names = "--gateway", paramLabel = "NAME", description = "Only this gateway; may repeat.")
  private List<String> gateways = new ArrayList<>();

  @Option(names = "--json", description = "Print every fire as JSON.")
  private boolean asJson;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Rule files to try; without any, the rules of the configuration.")
  private List<Path> files = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var ago = ago();
    var settings = Where.good(where.settings(), Lifeguard.WRONG_USE).value();
    var rules = files.isEmpty() ? settings.rules() : rules();
    try (var past = new Lookback(settings.own().dataDir(), ago)) {
      var told = new ReplayReport(rules);
      var presence = past.presence();
      var recorded = false;
      for (var gateway : wanted(past)) {
        var recording = new Recording(past.looks(gateway, facts(rules)), presence);
        recorded |= !recording.looks().isEmpty();
        told.add(Replay.of(rules, labels(settings), recording), recording);
      }
      if (!recorded) throw nothing(settings);
      told.print(spec.commandLine().getOut(), asJson);
      return 0;
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException) throw nothing(settings);
      throw e;
    }
  }

  private Refusal nothing(AgentSettings settings) {
    return new Refusal(
        Lifeguard.FOUND,
        "nothing is recorded of the last "
            + since
            + " in "
            + settings.own().dataDir()
            + "; an agent records while it runs (lifeguard run)");
  }

  private Duration ago() {
    return switch (DurationText.parse(since)) {
      case Parsed.Taken<Duration>(var ago) when ago.isPositive() && ago.compareTo(KEPT) <= 0 -> ago;
      case Parsed.Taken<Duration> _ ->
          throw new Refusal(
              Lifeguard.WRONG_USE, "--since " + since + ": what was seen is kept for 8d");
      case Parsed.Refused<Duration>(var message, var mend, _) ->
          throw new Refusal(Lifeguard.WRONG_USE, "--since " + since + " " + message + "; " + mend);
    };
  }

  private RuleSet rules() {
    return RuleSet.joined(files.stream().map(ReplayCommand::rules).toList());
  }

  private static RuleSet rules(Path file) {
    var shape = RuleFile.shape(Vocabulary.of(Fact.values()));
    return switch (Loader.load(file, shape, Surroundings.ofProcess())) {
      case Loaded.Good<RuleSet> good -> good.value();
      case Loaded.Bad<RuleSet> bad ->
          throw new Refusal(
              Lifeguard.WRONG_USE,
              bad.problems().stream().map(Object::toString).collect(Collectors.joining("\n")));
    };
  }

  private List<String> wanted(Lookback past) {
    var recorded = past.gateways();
    for (var name : gateways)
      if (!recorded.contains(name))
        throw new Refusal(
            Lifeguard.FOUND,
            "nothing is recorded of " + name + ", only of " + String.join(", ", recorded));
    return gateways.isEmpty() ? recorded : gateways;
  }

  private static Set<Fact> facts(RuleSet rules) {
    var facts = EnumSet.copyOf(REASONS);
    rules.judged().stream()
        .flatMap(rule -> Stream.concat(Stream.of(rule.condition()), rule.clear().stream()))
        .flatMap((Condition condition) -> condition.terms().stream())
        .forEach(term -> Fact.of(term.name()).ifPresent(facts::add));
    return facts;
  }

  private static Map<String, Map<String, String>> labels(AgentSettings settings) {
    return settings.gateways().stream()
        .collect(Collectors.toMap(WatchedGateway::name, WatchedGateway::labels));
  }
}

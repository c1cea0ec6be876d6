package dev.lifeguard.baseline;

import dev.lifeguard.probe.LocalCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the firewall's tools, where there are any, what they say: evidence, never a verdict. */
final class Firewall {
  private static final Duration WITHIN = Duration.ofSeconds(2);

  /** A tool and its question. */
  private record Question(String tool, List<String> arguments) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("nft", List.of("list", "ruleset")),
          new Question("iptables", List.of("-S")),
          new Question("ufw", List.of("status")),
          new Question("firewall-cmd", List.of("--state")));

  private Firewall() {}

  static List<String> evidence(String searchPath) throws InterruptedException {
    var said = new ArrayList<String>();
    for (var question : QUESTIONS) {
      var tool = LocalCommand.find(question.tool(), searchPath, WITHIN);
      if (tool.isEmpty()) continue;
      said.add(question.tool() + ": " + answer(tool.get(), question));
    }
    return said;
  }

  private static String answer(LocalCommand tool, Question question) throws InterruptedException {
    return switch (tool.run(question.arguments().toArray(String[]::new))) {
      case LocalCommand.Result.Failed(var failure) -> "does not tell (" + failure.reason() + ")";
      case LocalCommand.Result.Said(var output) -> summary(question, output.strip());
    };
  }

  private static String summary(Question question, String output) {
    return switch (question.tool()) {
      case "nft" -> rules(output.lines().filter(Firewall::isRule).count());
      case "iptables" -> rules(output.lines().filter(line -> line.startsWith("-A")).count());
      default -> output.lines().findFirst().orElse("says nothing");
    };
  }

  /** Of nft's output: what is no frame and no head of a chain. */
  private static boolean isRule(String line) {
    var text = line.strip();
    return !text.isEmpty() && !text.endsWith("{") && !text.equals("}") && !text.startsWith("type ");
  }

  private static String rules(long many) {
    return many == 0 ? "no rules: every port that listens can be reached" : many + " rules";
  }
}

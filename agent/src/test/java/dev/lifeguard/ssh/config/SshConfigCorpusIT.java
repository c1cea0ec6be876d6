package dev.lifeguard.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every file of the corpus, read by us and by two generations of the real ssh, value by value. */
class SshConfigCorpusIT {
  private static final String MARK = "=====";
  private static ConfigCorpus corpus;

  /** A file and a host, asked of one ssh. */
  private record Question(Path file, String host, List<String> options) {}

  @BeforeAll
  static void copy() {
    corpus = new ConfigCorpus();
  }

  @AfterAll
  static void remove() {
    corpus.close();
  }

  @TestFactory
  Stream<DynamicTest> readsAsTheInstalledSshDoes() {
    return compared(Peers.require(Peer.SSH), 9);
  }

  @TestFactory
  Stream<DynamicTest> readsAsTheNewerSshDoes() {
    return compared(Peers.require(Peer.NEWER_SSH), 10);
  }

  @TestFactory
  Stream<DynamicTest> findsTheSameKeyFiles() {
    var ssh = Peers.require(Peer.SSH);
    var questions =
        corpus.cases().stream()
            .filter(ConfigCorpus.Case::expanded)
            .flatMap(
                one ->
                    one.hosts().stream().map(host -> new Question(one.file(), host, List.of("-v"))))
            .toList();
    var answers = answers(ssh, questions);
    return questions.stream()
        .map(
            question ->
                dynamicTest(
                    question.file().getFileName() + " " + question.host(),
                    () ->
                        assertThat(identities(resolved(question)))
                            .containsExactlyElementsOf(identities(answers.get(question)))));
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatSshRefuses() {
    var questions =
        corpus.mistakes().stream()
            .filter(mistake -> !mistake.hidden())
            .map(mistake -> new Question(mistake.file(), "a", List.of("-G")))
            .toList();
    var answers = answers(Peers.require(Peer.NEWER_SSH), questions);
    return questions.stream()
        .map(
            question ->
                dynamicTest(
                    question.file().getFileName().toString(),
                    () ->
                        assertThat(answers.get(question).lines())
                            .as(question.toString())
                            .noneMatch(line -> line.startsWith("hostname "))));
  }

  private static Stream<DynamicTest> compared(Path ssh, int release) {
    var empty = new Question(Path.of("/dev/null"), "plain", List.of("-G"));
    var questions = new ArrayList<Question>();
    for (var one : corpus.cases())
      if (one.since() <= release)
        for (var host : one.hosts()) questions.add(new Question(one.file(), host, List.of("-G")));
    var asked = new ArrayList<>(questions);
    asked.add(empty);
    var answers = answers(ssh, asked);
    var unset = new DashG.Unset(DashG.parse(answers.get(empty)), known(ssh));
    return questions.stream()
        .map(
            question ->
                dynamicTest(
                    question.file().getFileName() + " " + question.host(),
                    () -> compare(question, DashG.parse(answers.get(question)), unset)));
  }

  private static void compare(
      Question question, Map<String, List<String>> theirs, DashG.Unset unset) {
    var environment = corpus.environment(question.file());
    var config = OpenSshConfig.load(environment);
    var wish =
        TargetWish.target(
            JumpSpec.parse(destination(question)).orElseThrow(),
            SshSettings.to(destination(question)),
            List.of());
    var options = OptionLookup.find(environment, config, wish.host(), wish.before()).options();
    var ours = DashG.of(resolved(question), options, unset);
    assertThat(differences(ours, theirs)).as(question.toString()).isEmpty();
  }

  private static List<String> differences(
      Map<String, List<String>> ours, Map<String, List<String>> theirs) {
    var keywords = new TreeSet<>(ours.keySet());
    keywords.addAll(theirs.keySet());
    return keywords.stream()
        .filter(keyword -> !Objects.equals(ours.get(keyword), theirs.get(keyword)))
        .map(word -> word + ": " + ours.get(word) + ", ssh: " + theirs.get(word))
        .toList();
  }

  private static Map<String, List<String>> known(Path ssh) {
    var known = new LinkedHashMap<String, List<String>>();
    DashG.QUERIES.forEach(
        (keyword, query) -> {
          var log = corpus.folder().resolve(query + ssh.toString().hashCode() + ".log");
          var launch = Program.Launch.of(corpus.folder(), ssh, "-Q", query);
          var said =
              Program.run(new Program.Launch(launch.command(), launch.folder(), Map.of(), log));
          known.put(keyword, said.lines().toList());
        });
    return known;
  }

  private static String destination(Question question) {
    return question.host().contains("::") ? "[" + question.host() + "]" : question.host();
  }

  private static ResolvedTarget resolved(Question question) {
    var environment = corpus.environment(question.file());
    var resolver = new TargetResolver(environment, OpenSshConfig.load(environment));
    return switch (resolver.resolve(SshSettings.to(destination(question)))) {
      case TargetOutcome.Resolved(var target) -> target;
      case TargetOutcome.Unusable(var failure, _) -> throw new AssertionError(failure.toString());
    };
  }

  private static List<String> identities(ResolvedTarget target) {
    var files = new ArrayList<String>();
    target.credentials().identities().forEach(identity -> files.add(identity.file().toString()));
    return files;
  }

  private static List<String> identities(String debug) {
    return debug
        .lines()
        .filter(line -> line.startsWith("debug1: identity file "))
        .map(line -> line.split(" ")[3])
        .toList();
  }

  /** One shell for all questions: a process each from here would take a minute. */
  private static Map<Question, String> answers(Path ssh, List<Question> questions) {
    var script = new StringBuilder();
    for (var question : questions) {
      script.append("echo ").append(MARK).append('\n');
      script.append(
          "'%s' %s -F '%s' ".formatted(ssh, question.options().getFirst(), question.file()));
      if (question.options().contains("-v"))
        script.append("-o BatchMode=yes -o ProxyCommand=/bin/false ");
      script.append("'").append(question.host()).append("' 2>&1 </dev/null\n");
    }
    script.append("exit 0\n");
    var file = corpus.folder().write("ask." + ssh.toString().hashCode(), script.toString());
    var launch = Program.Launch.of(corpus.folder(), "/bin/sh", file).with(corpus.variables());
    var log = corpus.folder().resolve(file.getFileName() + "." + questions.size() + ".log");
    var said =
        Program.run(
                new Program.Launch(launch.command(), launch.folder(), launch.environment(), log))
            .split("(?m)^" + MARK + "$\n");
    var answers = new LinkedHashMap<Question, String>();
    for (int i = 0; i < questions.size(); i++) answers.put(questions.get(i), said[i + 1]);
    return answers;
  }
}

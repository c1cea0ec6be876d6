package dev.lifeguard.app.lint;

import dev.lifeguard.alert.trial.TrialShape;
import dev.lifeguard.app.Settings;
import dev.lifeguard.app.lint.LintNote.Spot;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Node;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Source;
import dev.lifeguard.config.SourceFile;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.remedy.RemedyShape;
import dev.lifeguard.rule.Vocabulary;
import dev.lifeguard.rule.file.RuleFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks at files, each as what it is, and then at what they say of each other. Blocks. */
public final class Lint {
  private static final String VARIABLE = "write ${NAME}, or use the key that ends in -file";

  private static final String NONE_OF_OURS =
      ": is no ssh configuration, no openclaw.json and none of Lifeguard's files: none of gateways,"
          + " alerts, layers, health_criteria, remedies, tests is there";

  /** A host that a configuration asks for, and where. */
  private record Asked(String host, Spot spot) {}

  private final Surroundings surroundings;
  private final SshLint ssh = new SshLint();
  private final List<Asked> asked = new ArrayList<>();
  private final List<LintNote> notes = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  /**
   * @param notes in order of files, lines and columns
   * @param unread files that could not be looked at, and why
   */
  public record Result(List<LintNote> notes, List<String> unread) {
    public Result {
      notes = List.copyOf(notes);
      unread = List.copyOf(unread);
    }
  }

  private Lint(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static Result of(List<Path> files, Surroundings surroundings) {
    var lint = new Lint(surroundings);
    files.forEach(lint::file);
    lint.drift();
    return new Result(lint.sorted(), lint.unread);
  }

  private List<LintNote> sorted() {
    var order =
        Comparator.comparing((LintNote note) -> note.spot().file())
            .thenComparing(note -> note.spot().line())
            .thenComparing(note -> note.spot().column());
    return notes.stream().distinct().sorted(order).toList();
  }

  private void file(Path file) {
    switch (SourceFile.read(file)) {
      case Parsed.Refused<Source>(var message, var mend, _) ->
          unread.add(file + ": " + message + (mend.isEmpty() ? "" : "; " + mend));
      case Parsed.Taken<Source>(var source) -> file(file, source);
    }
  }

  private void file(Path file, Source source) {
    notes.addAll(SecretLint.looks(source));
    var kind = FileKind.of(String.valueOf(file.getFileName()), source.text());
    if (kind.isEmpty()) yaml(file, source);
    else if (kind.get() == FileKind.OPENCLAW) notes.addAll(OpenClawLint.of(source));
    else notes.addAll(ssh.add(file, source.name()));
  }

  private void yaml(Path file, Source source) {
    var problems = new ArrayList<Problem>();
    var root = Loader.tree(source, problems);
    if (problems.isEmpty() || file.toString().matches(".*\\.ya?ml")) {
      problems.forEach(it -> notes.add(LintNote.of(it, source.name())));
      root.ifPresent(it -> yaml(file, source, it));
    } else unread.add(source.name() + NONE_OF_OURS);
  }

  private void yaml(Path file, Source source, Node root) {
    var vocabulary = Vocabulary.of(Fact.values());
    notes.addAll(SecretLint.keys(root, source.name(), VARIABLE));
    switch (FileKind.of(root)) {
      case CONFIGURATION -> configuration(file, source, root);
      case TRIALS -> load(file, TrialShape.shape());
      case REMEDIES -> load(file, RemedyShape.file(vocabulary.withCauses(Cause.codes())));
      case RULES -> load(file, RuleFile.shape(vocabulary));
      case SSH_CONFIG, OPENCLAW, OTHER -> unread.add(source.name() + NONE_OF_OURS);
    }
  }

  private void configuration(Path file, Source source, Node root) {
    tell(new Settings(Optional.of(file), List.of(), surroundings).load(), source.name());
    if (root.along("gateways").orElse(null) instanceof Node.Items gateways)
      gateways.nodes().forEach(gateway -> gateway(gateway, source.name()));
  }

  private void load(Path file, Shape<?> shape) {
    tell(Loader.load(file, shape, surroundings), file.toString());
  }

  private void tell(Loaded<?> loaded, String file) {
    loaded.problems().forEach(it -> notes.add(LintNote.of(it, file)));
  }

  private void gateway(Node gateway, String file) {
    gateway.along("tunnel").ifPresent(tunnel -> tunnel(tunnel, file));
    if (gateway.along("paths").orElse(null) instanceof Node.Items paths)
      paths.nodes().forEach(path -> path.along("tunnel").ifPresent(tunnel -> tunnel(tunnel, file)));
  }

  private void tunnel(Node tunnel, String file) {
    tunnel.along("ssh").ifPresent(host -> ask(host, file));
    tunnel.along("jump").ifPresent(host -> ask(host, file));
  }

  private void ask(Node hosts, String file) {
    switch (hosts) {
      case Node.Items items -> items.nodes().forEach(host -> ask(host, file));
      case Node.Text text -> asked.add(new Asked(text.text(), Spot.of(text.origin(), file)));
      case Node.Mapping _, Node.Nothing _ -> {}
    }
  }

  /** Only against what was given: the aliases of this machine are not those of the files. */
  private void drift() {
    if (!ssh.isAsked()) return;
    for (var one : asked)
      if (!one.host().contains("${")) ssh.drift(one.host(), one.spot()).ifPresent(notes::add);
  }
}

package dev.lifeguard.app.lint;

import dev.lifeguard.app.lint.LintNote.Spot;
import dev.lifeguard.app.lint.LintNote.Weight;
import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Source;
import dev.lifeguard.config.SourceFile;
import dev.lifeguard.ssh.config.FilePosition;
import dev.lifeguard.ssh.config.OpenSshConfig;
import dev.lifeguard.ssh.config.OpenSshConfig.HostEntry;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshFinding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads ssh configurations: each by itself, then all aliases together, then who asks for them. */
final class SshLint {
  private final Map<String, HostEntry> aliases = new LinkedHashMap<>();
  private final Set<String> patterns = new LinkedHashSet<>();
  private final Set<FilePosition> known = new LinkedHashSet<>();
  private boolean asked;

  List<LintNote> add(Path file, String name) {
    asked = true;
    var real = SshEnvironment.real();
    var environment =
        new SshEnvironment(
            real.user(),
            real.localHost(),
            real.variables(),
            Optional.of(file.toAbsolutePath()),
            Optional.empty());
    var config = OpenSshConfig.load(environment);
    var notes = new ArrayList<LintNote>();
    for (var finding : config.findings())
      if (finding.severity() != SshFinding.Severity.NOTE) notes.add(note(finding, name));
    for (var host : config.hosts()) host(host, notes);
    return notes;
  }

  private static LintNote note(SshFinding finding, String name) {
    var weight = finding.severity() == SshFinding.Severity.ERROR ? Weight.ERROR : Weight.WARNING;
    var spot = finding.at().map(SshLint::spot).orElse(new Spot(name, 1, 1));
    return new LintNote(spot, weight, "ssh_config", finding.what(), finding.mend());
  }

  private static Spot spot(FilePosition at) {
    return new Spot(shown(at.file()), Math.max(1, at.line()), column(line(at), ""));
  }

  private static Spot spot(FilePosition at, String alias) {
    return new Spot(shown(at.file()), Math.max(1, at.line()), column(line(at), alias));
  }

  private static String line(FilePosition at) {
    return SourceFile.read(at.file()) instanceof Parsed.Taken<Source>(var source)
        ? source.text().lines().skip(Math.max(0, at.line() - 1)).findFirst().orElse("")
        : "";
  }

  /** Where the word stands, else where the line begins. */
  private static int column(String line, String word) {
    var found = word.isEmpty() ? -1 : line.lastIndexOf(word);
    return 1 + (found >= 0 ? found : line.length() - line.stripLeading().length());
  }

  /** As people gave it: relative to where they are, when it is there. */
  private static String shown(Path file) {
    var here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
  }

  private void host(HostEntry host, List<LintNote> notes) {
    if (!host.isAlias()) {
      if (!host.pattern().equals("*") && !host.pattern().startsWith("!"))
        patterns.add(host.pattern());
      return;
    }
    var first = aliases.putIfAbsent(host.pattern(), host);
    if (first == null || !known.add(host.at()) || first.at().equals(host.at())) return;
    notes.add(
        LintNote.error(
            spot(host.at(), host.pattern()),
            "duplicate_host_alias",
            "Host "
                + host.pattern()
                + " stands at "
                + shown(first.at().file())
                + ":"
                + first.at().line()
                + " too: what is set there wins",
            "join the two, or rename one"));
  }

  /** Whether aliases were given that names can be held against. */
  boolean isAsked() {
    return asked;
  }

  /** What is wrong with a name that a tunnel asks for; empty: it is an alias, or a real host. */
  Optional<LintNote> drift(String asked, Spot spot) {
    var host = asked.replaceFirst("^[^@]*@", "").replaceFirst(":[0-9]+$", "");
    if (isHost(host) || aliases.containsKey(host) || matchesPattern(host)) return Optional.empty();
    var near = Nearest.suggestion(host, aliases.keySet());
    var there =
        aliases.isEmpty() ? "there is none" : "there is " + String.join(", ", aliases.keySet());
    return Optional.of(
        LintNote.error(
            spot,
            "host_alias_drift",
            "\"" + host + "\" is no Host alias of the ssh configuration",
            near.isEmpty() ? there : near));
  }

  /** A name with a domain, or an address, needs no alias. */
  private static boolean isHost(String host) {
    return host.contains(".") || host.contains(":") || host.equals("localhost");
  }

  private boolean matchesPattern(String host) {
    return patterns.stream().anyMatch(pattern -> glob(pattern).matcher(host).matches());
  }

  private static Pattern glob(String pattern) {
    var quoted = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(quoted);
  }
}

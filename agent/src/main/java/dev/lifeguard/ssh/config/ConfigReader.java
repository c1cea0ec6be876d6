package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.config.ConfigLexer.Line;
import dev.lifeguard.ssh.config.OpenSshConfig.HostEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one ssh_config and all that it includes; whatever is wrong becomes a finding. */
final class ConfigReader {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int MAX_DEPTH = 16;
  private static final int MAX_FILES = 512;
  private static final long MAX_BYTES = 1 << 20;
  private static final int MAX_LINE = 16 << 10;
  private static final int OTHERS_MAY_WRITE = 022;

  /** Whose file it is: the user's must be safe from others and may say {@code ~}. */
  enum Owner {
    USER,
    SYSTEM
  }

  private final SshEnvironment environment;
  private final Owner owner;
  private final Path folder;
  final List<SshFinding> findings = new ArrayList<>();
  final List<HostEntry> hosts = new ArrayList<>();
  final Set<Path> files = new LinkedHashSet<>();
  private final Deque<Path> open = new ArrayDeque<>();
  private int filesRead;

  ConfigReader(SshEnvironment environment, Owner owner, Path folder) {
    this.environment = environment;
    this.owner = owner;
    this.folder = folder;
  }

  /** The lines of the file; none if it does not exist. */
  List<ConfigNode> read(Path file) {
    files.add(file);
    if (!Files.exists(file)) return List.of();
    var whole = new FilePosition(file, 0);
    if (!open.isEmpty() && ++filesRead > MAX_FILES) {
      error(whole, "more than " + MAX_FILES + " included files", "remove Include lines");
      return List.of();
    }
    open.push(file);
    try {
      return nodes(file, text(file));
    } catch (IOException e) {
      error(whole, "cannot be read: " + reason(e), "let the agent's user read it");
      return List.of();
    } finally {
      open.pop();
    }
  }

  private List<ConfigNode> nodes(Path file, Optional<String> text) {
    var nodes = new ArrayList<ConfigNode>();
    int number = 0;
    for (var line : text.orElse("").split("\n", -1)) {
      var at = new FilePosition(file, ++number);
      if (line.length() > MAX_LINE) error(at, "a line longer than 16 KiB", "remove it");
      else understood(at, line).ifPresent(nodes::add);
    }
    return List.copyOf(nodes);
  }

  private Optional<String> text(Path file) throws IOException {
    var whole = new FilePosition(file, 0);
    if (Files.isDirectory(file)) return Optional.empty();
    if (!isSafe(file)) {
      error(whole, "others may write to it, or own it", "chmod go-w " + file);
      return Optional.empty();
    }
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes((int) MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      error(whole, "is larger than 1 MiB", "is this the right file?");
      return Optional.empty();
    }
    for (int i = 0, line = 1; i < bytes.length; i++) {
      if (bytes[i] == '\n') line++;
      if (bytes[i] != 0) continue;
      error(new FilePosition(file, line), "holds binary data", "is this the right file?");
      return Optional.empty();
    }
    var text = decoded(bytes);
    if (!text.startsWith(BYTE_ORDER_MARK)) return Optional.of(text);
    error(new FilePosition(file, 1), "begins with a byte order mark", "save it without one");
    return Optional.empty();
  }

  /** Names may be in any encoding; what is no UTF-8 must at least not be lost. */
  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (java.nio.charset.CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private boolean isSafe(Path file) throws IOException {
    if (owner == Owner.SYSTEM && open.size() == 1) return true;
    try {
      int mode = (int) Files.getAttribute(file, "unix:mode");
      int uid = (int) Files.getAttribute(file, "unix:uid");
      return (uid == 0 || uid == environment.user().uid()) && (mode & OTHERS_MAY_WRITE) == 0;
    } catch (UnsupportedOperationException e) {
      return true; // no owners and modes on this file system: nothing to judge by
    }
  }

  private Optional<ConfigNode> understood(FilePosition at, String text) {
    return switch (ConfigLexer.line(text)) {
      case Line.Empty _ -> Optional.empty();
      case Line.Malformed(var what) -> {
        error(at, what, "correct the line");
        yield Optional.empty();
      }
      case Line.Words words -> node(at, words);
    };
  }

  private Optional<ConfigNode> node(FilePosition at, Line.Words words) {
    var keyword = SshKeyword.of(words.keyword());
    if (keyword.isEmpty()) return Optional.of(new ConfigNode.Unknown(at, words.keyword()));
    var value = new ValueForm.RawValue(words.arguments(), words.rest());
    var problem = keyword.get().form().problem(value, environment.variables());
    if (problem.isPresent()) {
      error(at, keyword.get().title() + " " + problem.get(), "correct the value");
      return Optional.empty();
    }
    return switch (keyword.get()) {
      case HOST -> Optional.of(host(at, words.arguments()));
      case MATCH -> match(at, words.arguments());
      case INCLUDE -> Optional.of(include(at, words.arguments()));
      default -> Optional.of(setting(at, keyword.get(), value));
    };
  }

  private ConfigNode setting(FilePosition at, SshKeyword keyword, ValueForm.RawValue value) {
    var setting = new ConfigNode.Setting(at, keyword, value);
    NotHonoured.finding(setting).ifPresent(findings::add);
    return setting;
  }

  private ConfigNode host(FilePosition at, List<String> patterns) {
    for (var pattern : patterns) hosts.add(new HostEntry(pattern, at));
    return new ConfigNode.Host(at, patterns);
  }

  private Optional<ConfigNode> match(FilePosition at, List<String> words) {
    return switch (MatchCriterion.parse(words)) {
      case MatchCriterion.Parsed.Problem(var what) -> {
        error(at, "Match " + what, "correct the condition");
        yield Optional.empty();
      }
      case MatchCriterion.Parsed.Criteria(var criteria) -> {
        criteria.stream()
            .filter(criterion -> !criterion.kind().isSupported())
            .forEach(criterion -> findings.add(NotHonoured.criterion(at, criterion)));
        yield Optional.of(new ConfigNode.Match(at, criteria));
      }
    };
  }

  private ConfigNode include(FilePosition at, List<String> patterns) {
    var included = new ArrayList<List<ConfigNode>>();
    for (var pattern : patterns) {
      for (var file : includedFiles(at, pattern)) {
        if (open.contains(file)) error(at, "includes itself again through " + file, "remove it");
        else if (open.size() > MAX_DEPTH) error(at, "Include is nested too deeply", "remove it");
        else included.add(read(file));
      }
    }
    return new ConfigNode.Include(at, List.copyOf(included));
  }

  private List<Path> includedFiles(FilePosition at, String pattern) {
    switch (Tokens.environment(pattern, environment.variables())) {
      case Tokens.Expansion.Problem(var what) -> error(at, "Include " + what, "set it");
      case Tokens.Expansion.Text(var text) when text.contains("%") ->
          findings.add(
              SshFinding.warning(
                  at, "Include with %-tokens is not honoured", "name the file in full"));
      case Tokens.Expansion.Text(var text) when text.startsWith("~") -> {
        if (owner == Owner.USER && (text.equals("~") || text.startsWith("~/")))
          return existing(environment.user().home() + text.substring(1));
        error(at, "Include of " + text + " is not possible", "name the file in full");
      }
      case Tokens.Expansion.Text(var text) -> {
        return existing(text.startsWith("/") ? text : folder + "/" + text);
      }
    }
    return List.of();
  }

  /** Also remembers the folder, so that a file that appears later is noticed. */
  private List<Path> existing(String pattern) {
    var found = Glob.expand(pattern);
    if (found.isEmpty() && pattern.indexOf('\0') < 0) files.add(Path.of(pattern).normalize());
    return found;
  }

  private void error(FilePosition at, String what, String mend) {
    findings.add(SshFinding.error(at, what, mend));
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it is gone";
      default -> String.valueOf(e.getMessage());
    };
  }
}

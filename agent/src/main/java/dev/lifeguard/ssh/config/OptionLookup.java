package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.algorithm.Wildcard;
import dev.lifeguard.ssh.config.MatchCriterion.Sense;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One walk through the configuration for one host, in the order in which {@code ssh} reads. */
final class OptionLookup {
  /**
   * What came out.
   *
   * @param host the name to dial: HostName, or what was asked for
   */
  record Found(Options options, String host, List<SshFinding> findings) {}

  private final SshEnvironment environment;
  private final OpenSshConfig config;
  private final String asked;
  private final Options options = new Options();
  private final List<SshFinding> findings = new ArrayList<>();
  private String host;
  private boolean wantsFinal;
  private boolean isFinal;

  private OptionLookup(SshEnvironment environment, OpenSshConfig config, String asked) {
    this.environment = environment;
    this.config = config;
    this.asked = asked;
    this.host = asked;
  }

  /**
   * @param asked the host as named on the command line
   * @param before settings that win over all files
   */
  static Found find(
      SshEnvironment environment,
      OpenSshConfig config,
      String asked,
      List<ConfigNode.Setting> before) {
    var lookup = new OptionLookup(environment, config, asked);
    before.forEach(lookup.options::add);
    return lookup.run();
  }

  private Found run() {
    walkFiles();
    host = lowerCase(hostName());
    if (wantsFinal) {
      isFinal = true;
      walkFiles();
    }
    for (var setting : options.inForce()) NotHonoured.finding(setting).ifPresent(findings::add);
    return new Found(options, host, List.copyOf(new java.util.LinkedHashSet<>(findings)));
  }

  private void walkFiles() {
    walk(config.userLines(), true);
    walk(config.systemLines(), true);
  }

  /**
   * @param reachable whether a Host or Match line may match at all: not in the files of an Include
   *     that does not apply
   */
  private void walk(List<ConfigNode> nodes, boolean reachable) {
    boolean active = reachable;
    for (var node : nodes) {
      switch (node) {
        case ConfigNode.Host(_, var patterns) -> active = reachable && matchesHost(patterns);
        case ConfigNode.Match match -> active = matches(match) && reachable;
        case ConfigNode.Include(_, var files) -> {
          for (var file : files) walk(file, active);
        }
        case ConfigNode.Unknown unknown -> refuse(unknown);
        case ConfigNode.Setting setting -> {
          if (active) take(setting);
        }
      }
    }
  }

  private void take(ConfigNode.Setting setting) {
    if (setting.keyword() == SshKeyword.REFUSE_CONNECTION)
      findings.add(
          SshFinding.error(
              setting.at(), "RefuseConnection " + setting.value().rest(), "ask who wrote it"));
    options.add(setting);
  }

  private void refuse(ConfigNode.Unknown unknown) {
    var ignored = options.word(SshKeyword.IGNORE_UNKNOWN).orElse("").toLowerCase(Locale.ROOT);
    if (Wildcard.matchList(unknown.keyword(), ignored) == Wildcard.Match.YES) return;
    findings.add(
        SshFinding.error(
            unknown.at(),
            "there is no keyword " + ValueForm.quoted(unknown.keyword()),
            "correct it, or name it in IgnoreUnknown"));
  }

  private boolean matchesHost(List<String> patterns) {
    boolean matches = false;
    for (var pattern : patterns) {
      boolean negated = pattern.startsWith("!");
      if (!Wildcard.matches(host, negated ? pattern.substring(1) : pattern)) continue;
      if (negated) return false;
      matches = true;
    }
    return matches;
  }

  private boolean matches(ConfigNode.Match match) {
    boolean result = true;
    for (var criterion : match.criteria()) {
      if (!criterion.kind().isSupported()) {
        if (result) findings.add(NotHonoured.criterion(match.at(), criterion));
        result = false;
      } else if (holds(criterion) != (criterion.sense() == Sense.IS)) {
        result = false;
      }
    }
    return result;
  }

  private boolean holds(MatchCriterion criterion) {
    var argument = criterion.argument();
    var local = environment.user().name();
    return switch (criterion.kind()) {
      case ALL -> true;
      case CANONICAL -> isFinal;
      case FINAL -> {
        wantsFinal |= criterion.sense() == Sense.IS;
        yield isFinal;
      }
      case HOST -> Wildcard.matchHost(hostName(), argument) == Wildcard.Match.YES;
      case ORIGINALHOST -> Wildcard.matchHost(asked, argument) == Wildcard.Match.YES;
      case USER -> fits(options.word(SshKeyword.USER).orElse(local), argument);
      case LOCALUSER -> fits(local, argument);
      case TAGGED -> fits(options.word(SshKeyword.TAG).orElse(""), argument);
      case COMMAND -> fits("", argument);
      case SESSIONTYPE -> fits("none", argument);
      case EXEC, LOCALNETWORK, VERSION -> false;
    };
  }

  private static boolean fits(String text, String patterns) {
    if (text.isEmpty()) return patterns.isEmpty();
    return Wildcard.matchList(text, patterns) == Wildcard.Match.YES;
  }

  /** What the host is called as far as is known by now. */
  private String hostName() {
    if (isFinal) return host;
    var setting = options.setting(SshKeyword.HOST_NAME);
    if (setting.isEmpty()) return host;
    return switch (Tokens.percent(Map.of('h', host)).expand(setting.get().first())) {
      case Tokens.Expansion.Text(var text) -> text;
      case Tokens.Expansion.Problem(var what) -> {
        findings.add(SshFinding.error(setting.get().at(), "HostName " + what, "write %h or %%"));
        yield host;
      }
    };
  }

  /** Addresses get their canonical form, names lose their capitals, as in {@code ssh}. */
  private static String lowerCase(String name) {
    return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(name))
        .map(NetUtil::toAddressString)
        .orElseGet(() -> name.toLowerCase(Locale.ROOT));
  }
}

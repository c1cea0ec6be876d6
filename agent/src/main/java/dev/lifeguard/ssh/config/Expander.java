package dev.lifeguard.ssh.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills tokens, variables and {@code ~} into values of one target; what cannot be is reported. */
final class Expander {
  private final SshEnvironment environment;
  private final ConnectionTokens tokens;
  private final List<SshFinding> findings;

  Expander(SshEnvironment environment, ConnectionTokens tokens, List<SshFinding> findings) {
    this.environment = environment;
    this.tokens = tokens;
    this.findings = findings;
  }

  /** A path with {@code ~}, tokens and variables; empty and reported if it cannot be filled. */
  Optional<Path> path(FilePosition at, String text) {
    return home(at, text)
        .flatMap(
            path ->
                filled(
                    at,
                    Tokens.percentAndEnvironment(tokens.all(), environment.variables())
                        .expand(path)))
        .flatMap(path -> asPath(at, path));
  }

  /** The path of a forward's socket: tokens, but no {@code ~}. */
  String socket(FilePosition at, String text) {
    return filled(at, Tokens.percent(tokens.all()).expand(text)).orElse(text);
  }

  /** A command for the shell. Host and user are checked to be free of what a shell would read. */
  String proxyCommand(ConfigNode.Setting setting) {
    var text = setting.value().rest().replaceFirst("^[ \\t\\r\\n=]+", "");
    Map<Character, String> known = tokens.ofProxyCommand();
    for (char name : new char[] {'h', 'n', 'k'}) {
      boolean used = text.contains("%" + name);
      if (used && !JumpSpec.isHost(known.get(name)))
        refuse(setting.at(), "ProxyCommand would get a host that is no name");
    }
    if (text.contains("%r") && !JumpSpec.isUser(known.get('r')))
      refuse(setting.at(), "ProxyCommand would get a user that is no name");
    return filled(setting.at(), Tokens.percent(known).expand(text)).orElse("none");
  }

  private Optional<String> home(FilePosition at, String text) {
    if (!text.startsWith("~")) return Optional.of(text);
    if (text.equals("~") || text.startsWith("~/"))
      return Optional.of(
          environment.user().home() + "/" + text.substring(1).replaceFirst("^/+", ""));
    refuse(at, "other users' folders are not looked up: " + ValueForm.quoted(text));
    return Optional.empty();
  }

  private Optional<Path> asPath(FilePosition at, String text) {
    try {
      return Optional.of(environment.user().home().resolve(text));
    } catch (java.nio.file.InvalidPathException e) {
      refuse(at, "is no path: " + ValueForm.quoted(text));
      return Optional.empty();
    }
  }

  private Optional<String> filled(FilePosition at, Tokens.Expansion expansion) {
    return switch (expansion) {
      case Tokens.Expansion.Text(var value) -> Optional.of(value);
      case Tokens.Expansion.Problem(var what) -> {
        refuse(at, "the value " + what);
        yield Optional.empty();
      }
    };
  }

  private void refuse(FilePosition at, String what) {
    findings.add(SshFinding.error(at, what, "correct the value"));
  }
}

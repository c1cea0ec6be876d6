package dev.lifeguard.ssh.config;

import dev.lifeguard.config.SecretSource;
import dev.lifeguard.ssh.config.ResolvedTarget.AuthMethod;
import dev.lifeguard.ssh.config.ResolvedTarget.Credentials;
import dev.lifeguard.ssh.config.ResolvedTarget.IdentityFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** With which keys and methods we log in to a target. */
record CredentialChoice(
    Options options, TargetWish wish, SshEnvironment environment, Expander filled) {
  private static final String AGENT_VARIABLE = "SSH_AUTH_SOCK";
  private static final List<String> USUAL_KEYS =
      List.of("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk");

  Credentials credentials() {
    boolean ours = oursAreUsed();
    return new Credentials(
        ours ? oursAsked() : identities(),
        certificates(),
        ours || options.isYes(SshKeyword.IDENTITIES_ONLY),
        agent(),
        methods(),
        wish.settings().passphrase(),
        password());
  }

  /**
   * Keys that our own configuration names are the only ones offered: each further one that a server
   * refuses counts against us there.
   */
  private boolean oursAreUsed() {
    var ours = Optional.of(wish.settings().identities()).filter(files -> !files.isEmpty());
    var setting = options.setting(SshKeyword.IDENTITY_FILE);
    return ours.isPresent()
        && wish.choose(setting, setting.map(_ -> false), ours.map(_ -> true)).orElse(false);
  }

  private List<IdentityFile> oursAsked() {
    return wish.settings().identities().stream().map(file -> new IdentityFile(file, true)).toList();
  }

  private List<IdentityFile> identities() {
    var settings = options.all(SshKeyword.IDENTITY_FILE);
    if (settings.isEmpty()) return usual();
    return paths(settings).stream().map(file -> new IdentityFile(file, true)).toList();
  }

  private List<IdentityFile> usual() {
    var folder = environment.userDirectory();
    return USUAL_KEYS.stream().map(name -> new IdentityFile(folder.resolve(name), false)).toList();
  }

  private List<Path> certificates() {
    return paths(options.all(SshKeyword.CERTIFICATE_FILE));
  }

  private List<Path> paths(List<ConfigNode.Setting> settings) {
    var paths = new ArrayList<Path>();
    for (var setting : settings)
      if (!setting.first().equalsIgnoreCase("none"))
        filled.path(setting.at(), setting.first()).ifPresent(paths::add);
    return paths;
  }

  private Optional<Path> agent() {
    var setting = options.setting(SshKeyword.IDENTITY_AGENT);
    if (setting.isEmpty()) return variable(AGENT_VARIABLE);
    var word = setting.get().first();
    if (word.equals("none")) return Optional.empty();
    if (word.equals(AGENT_VARIABLE)) return variable(AGENT_VARIABLE);
    if (word.startsWith("$") && !word.startsWith("${")) return variable(word.substring(1));
    return filled.path(setting.get().at(), word);
  }

  private Optional<Path> variable(String name) {
    return Optional.ofNullable(environment.variables().get(name))
        .filter(value -> !value.isEmpty())
        .map(Path::of);
  }

  private List<AuthMethod> methods() {
    var allowed = allowed();
    var preferred = options.word(SshKeyword.PREFERRED_AUTHENTICATIONS);
    if (preferred.isEmpty()) return List.copyOf(allowed);
    var ordered = new ArrayList<AuthMethod>();
    for (var name : preferred.get().split(","))
      for (var method : allowed)
        if (method.code().equals(name) && !ordered.contains(method)) ordered.add(method);
    return ordered;
  }

  /** In the order in which {@code ssh} tries them; passwords only if there is one to give. */
  private Set<AuthMethod> allowed() {
    var allowed = EnumSet.allOf(AuthMethod.class);
    boolean none = password() instanceof SecretSource.None;
    if (options.isNo(SshKeyword.PUBKEY_AUTHENTICATION)) allowed.remove(AuthMethod.PUBLIC_KEY);
    if (none || options.isNo(SshKeyword.KBD_INTERACTIVE_AUTHENTICATION))
      allowed.remove(AuthMethod.KEYBOARD_INTERACTIVE);
    if (none || options.isNo(SshKeyword.PASSWORD_AUTHENTICATION))
      allowed.remove(AuthMethod.PASSWORD);
    return allowed;
  }

  /** A password is for the target; a server on the way must never see it. */
  private SecretSource password() {
    return wish.role() == TargetWish.Role.TARGET
        ? wish.settings().password()
        : new SecretSource.None();
  }
}

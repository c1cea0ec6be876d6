package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.algorithm.AlgorithmSpecs;
import dev.lifeguard.ssh.config.ResolvedTarget.AddressFamily;
import dev.lifeguard.ssh.config.ResolvedTarget.HostKeys;
import dev.lifeguard.ssh.config.ResolvedTarget.Login;
import dev.lifeguard.ssh.config.ResolvedTarget.Patience;
import dev.lifeguard.ssh.config.ResolvedTarget.Route;
import dev.lifeguard.ssh.config.SshSettings.HostKeyPolicy;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns the options that were found for one host into a target. */
final class TargetBuilder {
  /** Stands for what was asked for, where a file and line would stand. */
  static final FilePosition ASKED = new FilePosition(Path.of("destination"), 0);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int OPENSSH_MISSES = 3;

  private final SshEnvironment environment;
  private final TargetWish wish;
  private final OptionLookup.Found found;
  private final Options options;
  private final List<SshFinding> findings;
  private final ConnectionTokens tokens;

  TargetBuilder(SshEnvironment environment, OpenSshConfig config, TargetWish wish) {
    this.environment = environment;
    this.wish = wish;
    found = OptionLookup.find(environment, config, wish.host(), wish.before());
    options = found.options();
    findings = new ArrayList<>(found.findings());
    int port = options.word(SshKeyword.PORT).flatMap(Ports::parse).orElse(Ports.SSH);
    var login = new Login(environment.user().name(), found.host(), port);
    tokens = new ConnectionTokens(environment, wish.host(), login, keyAlias(), jumpHost());
  }

  /** The servers on the way, first hop first; of the first, its own way is still to be found. */
  List<JumpSpec> jumps() {
    return options
        .setting(SshKeyword.PROXY_JUMP)
        .map(setting -> setting.value().rest())
        .filter(value -> !JumpSpec.isNone(value))
        .flatMap(JumpSpec::chain)
        .orElse(List.of());
  }

  ResolvedTarget build(List<ResolvedTarget> jumps) {
    var login = login();
    var filled =
        new Expander(
            environment,
            new ConnectionTokens(
                environment, wish.host(), login, tokens.hostKeyAlias(), tokens.jumpHost()),
            findings);
    return new ResolvedTarget(
        wish.host(),
        login,
        route(jumps, filled),
        new CredentialChoice(options, wish, environment, filled).credentials(),
        hostKeys(login, filled),
        patience(),
        algorithms(),
        new ForwardChoice(options, environment, filled).forwards(),
        findings);
  }

  List<SshFinding> findings() {
    return List.copyOf(findings);
  }

  private Login login() {
    var user = user();
    if (!JumpSpec.isHost(found.host())) refuse(SshKeyword.HOST_NAME, "is no name of a host");
    return new Login(user, found.host(), tokens.login().port());
  }

  private String user() {
    var setting = options.setting(SshKeyword.USER);
    if (setting.isEmpty()) return environment.user().name();
    var expansion =
        setting.get().at().equals(ASKED)
            ? new Tokens.Expansion.Text(setting.get().first())
            : Tokens.percentAndEnvironment(tokens.withoutUser(), environment.variables())
                .expand(setting.get().first());
    return switch (expansion) {
      case Tokens.Expansion.Text(var user) -> {
        if (!JumpSpec.isUser(user)) refuse(SshKeyword.USER, "is no name of a user");
        yield user;
      }
      case Tokens.Expansion.Problem(var what) -> {
        refuse(SshKeyword.USER, what);
        yield environment.user().name();
      }
    };
  }

  private String keyAlias() {
    return options.word(SshKeyword.HOST_KEY_ALIAS).orElse(wish.host()).toLowerCase(Locale.ROOT);
  }

  private String jumpHost() {
    var jumps = jumps();
    return jumps.isEmpty() ? "" : jumps.getLast().host();
  }

  private Route route(List<ResolvedTarget> jumps, Expander filled) {
    var command =
        options
            .setting(SshKeyword.PROXY_COMMAND)
            .filter(_ -> jumps.isEmpty())
            .map(filled::proxyCommand)
            .filter(text -> !text.equalsIgnoreCase("none"));
    var family =
        options
            .word(SshKeyword.ADDRESS_FAMILY)
            .map(word -> AddressFamily.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(AddressFamily.ANY);
    return new Route(jumps, command, family, options.word(SshKeyword.BIND_ADDRESS));
  }

  private HostKeys hostKeys(Login login, Expander filled) {
    var plain = login.port() == Ports.SSH ? login.host() : "[" + login.host() + "]:" + login.port();
    var alias = options.word(SshKeyword.HOST_KEY_ALIAS).map(word -> word.toLowerCase(Locale.ROOT));
    var files = new KnownHostsChoice(options, wish, environment);
    return new HostKeys(
        policy(),
        alias.orElse(plain),
        alias.orElse(login.host()),
        files.userFiles(filled),
        files.globalFiles(),
        options.isYes(SshKeyword.HASH_KNOWN_HOSTS));
  }

  private HostKeyPolicy policy() {
    var setting = options.setting(SshKeyword.STRICT_HOST_KEY_CHECKING);
    var ofFiles = setting.map(ConfigNode.Setting::first).map(TargetBuilder::policy);
    return wish.choose(setting, ofFiles, wish.settings().hostKeyPolicy())
        .orElse(HostKeyPolicy.STRICT);
  }

  private static HostKeyPolicy policy(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "accept-new", "no", "off", "false" -> HostKeyPolicy.ACCEPT_NEW;
      default -> HostKeyPolicy.STRICT;
    };
  }

  private Patience patience() {
    var connect = options.setting(SshKeyword.CONNECT_TIMEOUT);
    var timeout =
        connect.map(ConfigNode.Setting::first).flatMap(Span::parse).filter(span -> !span.isZero());
    var interval = options.setting(SshKeyword.SERVER_ALIVE_INTERVAL);
    return new Patience(
        wish.choose(connect, timeout, wish.settings().connectTimeout()).orElse(CONNECT_TIMEOUT),
        wish.choose(interval, interval.flatMap(this::keepalive), wish.settings().keepalive())
            .orElse(Keepalive.DEFAULT),
        !options.isNo(SshKeyword.TCP_KEEP_ALIVE));
  }

  private Optional<Keepalive> keepalive(ConfigNode.Setting interval) {
    var every = Span.parse(interval.first()).filter(span -> !span.isZero());
    if (every.isEmpty())
      findings.add(
          SshFinding.note(
              interval.at(), "ServerAliveInterval 0 is not honoured: a session is watched"));
    return every.map(span -> new Keepalive(span, misses()));
  }

  private int misses() {
    int count =
        options
            .word(SshKeyword.SERVER_ALIVE_COUNT_MAX)
            .map(Integer::parseInt)
            .orElse(OPENSSH_MISSES);
    return Math.max(1, count);
  }

  private AlgorithmSpecs algorithms() {
    return new AlgorithmSpecs(
        options.word(SshKeyword.CIPHERS),
        options.word(SshKeyword.KEX_ALGORITHMS),
        options.word(SshKeyword.MACS),
        options.word(SshKeyword.HOST_KEY_ALGORITHMS),
        options.word(SshKeyword.PUBKEY_ACCEPTED_ALGORITHMS),
        options.word(SshKeyword.CA_SIGNATURE_ALGORITHMS),
        options
            .word(SshKeyword.REQUIRED_RSA_SIZE)
            .map(Integer::parseInt)
            .orElse(AlgorithmSpecs.RSA_BITS));
  }

  private void refuse(SshKeyword keyword, String what) {
    var at = options.setting(keyword).map(ConfigNode.Setting::at).orElse(ASKED);
    findings.add(SshFinding.error(at, keyword.title() + " " + what, "correct the value"));
  }
}

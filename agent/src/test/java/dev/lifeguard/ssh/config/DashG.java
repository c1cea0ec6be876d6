package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.algorithm.AlgorithmNames;
import dev.lifeguard.ssh.config.ResolvedTarget.ConfiguredForward;
import dev.lifeguard.ssh.config.ResolvedTarget.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What we read, in the words of {@code ssh -G}. */
final class DashG {
  /** Printed by ssh in a form that says more, or less, than the file. */
  static final Set<String> NOT_COMPARED =
      Set.of(
          "host",
          "updatehostkeys",
          "rekeylimit",
          "ipqos",
          "controlpersist",
          "controlmaster",
          "controlpath",
          "escapechar",
          "addkeystoagent",
          "sendenv",
          "setenv",
          "loglevel",
          "requesttty",
          "remotecommand",
          "fingerprinthash",
          "dynamicforward",
          "canonicalizepermittedcnames",
          "canonicaldomains",
          "syslogfacility",
          "logverbose",
          "sessiontype");

  /** What {@code ssh -Q} calls the algorithms of a keyword. */
  static final Map<String, String> QUERIES =
      Map.of(
          "ciphers", "cipher",
          "macs", "mac",
          "kexalgorithms", "kex",
          "hostkeyalgorithms", "HostKeyAlgorithms",
          "pubkeyacceptedalgorithms", "PubkeyAcceptedAlgorithms",
          "casignaturealgorithms", "sig");

  private final Map<String, List<String>> said;
  private final Unset unset;

  /**
   * What ssh says without any configuration.
   *
   * @param known for each keyword of {@link #QUERIES} all names that ssh knows
   */
  record Unset(Map<String, List<String>> said, Map<String, List<String>> known) {}

  private DashG(Unset unset) {
    this.said = new TreeMap<>(unset.said());
    this.unset = unset;
  }

  /** The lines that ssh printed, by keyword. */
  static Map<String, List<String>> parse(String text) {
    var said = new TreeMap<String, List<String>>();
    text.lines()
        .filter(line -> line.matches("[a-z0-9P]+ .*"))
        .forEach(
            line ->
                said.computeIfAbsent(
                        line.substring(0, line.indexOf(' ')).toLowerCase(Locale.ROOT),
                        _ -> new ArrayList<>())
                    .add(normal(line.substring(line.indexOf(' ') + 1))));
    said.keySet().removeAll(NOT_COMPARED);
    return said;
  }

  static Map<String, List<String>> of(ResolvedTarget target, Options options, Unset unset) {
    var dash = new DashG(unset);
    options.inForce().stream()
        .collect(Collectors.groupingBy(ConfigNode.Setting::keyword))
        .forEach(dash::say);
    dash.sayTarget(target, options);
    dash.said.keySet().removeAll(NOT_COMPARED);
    return dash.said;
  }

  private void say(SshKeyword keyword, List<ConfigNode.Setting> settings) {
    var name = keyword.title().toLowerCase(Locale.ROOT);
    var first = settings.getFirst().first();
    if (QUERIES.containsKey(name)) said.put(name, List.of(algorithms(name, first)));
    else if (keyword.form() == ValueForm.TIME)
      said.put(name, List.of(Span.parse(first).map(d -> "" + d.toSeconds()).orElse("none")));
    else if (keyword.form() == ValueForm.LIST_OR_NONE)
      said.put(name, List.of(String.join(" ", settings.getFirst().value().arguments())));
    else said.put(name, settings.stream().map(s -> normal(s.first())).toList());
  }

  private void sayTarget(ResolvedTarget target, Options options) {
    said.put("user", List.of(target.login().user()));
    said.put("hostname", List.of(target.login().host()));
    said.put("port", List.of("" + target.login().port()));
    var command = target.route().proxyCommand();
    said.remove("proxycommand");
    said.remove("proxyjump");
    options
        .setting(SshKeyword.PROXY_COMMAND)
        .filter(_ -> command.isPresent())
        .ifPresent(setting -> said.put("proxycommand", List.of(setting.value().rest())));
    if (command.isEmpty())
      options
          .setting(SshKeyword.PROXY_JUMP)
          .flatMap(setting -> JumpSpec.chain(setting.value().rest()))
          .filter(chain -> !chain.getFirst().host().equals("none"))
          .ifPresent(
              chain ->
                  said.put(
                      "proxyjump",
                      List.of(
                          chain.stream().map(DashG::spelled).collect(Collectors.joining(",")))));
    options
        .setting(SshKeyword.HOST_KEY_ALIAS)
        .ifPresent(_ -> said.put("hostkeyalias", List.of(target.hostKeys().name())));
    options
        .setting(SshKeyword.IDENTITY_AGENT)
        .filter(setting -> setting.first().contains("/"))
        .ifPresent(
            _ ->
                said.put(
                    "identityagent",
                    List.of(target.credentials().agent().map(Path::toString).orElse("none"))));
    if (options.setting(SshKeyword.USER_KNOWN_HOSTS_FILE).isPresent())
      said.put("userknownhostsfile", List.of(files(target.hostKeys().userFiles())));
    if (options.setting(SshKeyword.GLOBAL_KNOWN_HOSTS_FILE).isPresent())
      said.put("globalknownhostsfile", List.of(files(target.hostKeys().globalFiles())));
    said.remove("localforward");
    said.remove("remoteforward");
    for (var forward : target.forwards()) say(forward);
  }

  private void say(ConfiguredForward forward) {
    said.computeIfAbsent(
            forward.direction().name().toLowerCase(Locale.ROOT) + "forward", _ -> new ArrayList<>())
        .add(listen(forward.listen()) + " " + listen(forward.connect()));
  }

  private static String listen(Place place) {
    if (place.socket().isPresent()) return place.socket().get();
    return place.host().map(host -> "[" + host + "]:" + place.port()).orElse("" + place.port());
  }

  private static String files(List<Path> files) {
    var text = files.stream().map(Path::toString).collect(Collectors.joining(" "));
    return text.isEmpty() ? "none" : text;
  }

  private String algorithms(String keyword, String spec) {
    var defaults = List.of(unset.said().get(keyword).getFirst().split(","));
    var all = unset.known().get(keyword);
    return String.join(",", AlgorithmNames.apply(spec, defaults, all));
  }

  private static String spelled(JumpSpec hop) {
    boolean numeric = hop.host().contains(":") || hop.host().matches("[0-9.]+");
    return hop.user().map(user -> user + "@").orElse("")
        + (numeric ? "[" + hop.host() + "]" : hop.host())
        + hop.port().map(port -> ":" + port).orElse("");
  }

  private static String normal(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> "yes";
      case "false", "off" -> "no";
      case "yes", "no", "ask", "accept-new" -> value.toLowerCase(Locale.ROOT);
      default -> value;
    };
  }
}

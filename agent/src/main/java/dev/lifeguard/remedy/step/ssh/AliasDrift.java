package dev.lifeguard.remedy.step.ssh;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.HostAliasEdit;
import dev.lifeguard.ssh.config.OpenSshConfig;
import dev.lifeguard.ssh.config.OpenSshConfig.HostEntry;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A name that a tunnel goes by and nobody knows, and the Host entry that was probably meant.
 * Blocks: a name may also be one of the DNS.
 */
record AliasDrift(String name, HostEntry entry) {

  /**
   * @param meant the entry that a person names; empty: the nearest, if there is only one near
   */
  static Optional<AliasDrift> find(
      SshSettings ssh, SshEnvironment environment, Optional<String> meant) {
    var entries = OpenSshConfig.load(environment).hosts();
    return names(ssh).stream()
        .filter(name -> entries.stream().noneMatch(entry -> entry.pattern().equals(name)))
        .filter(name -> !resolves(name))
        .findFirst()
        .map(name -> new AliasDrift(name, entry(name, entries, meant)));
  }

  /** The jump hosts and the destination, without user and port. */
  private static List<String> names(SshSettings ssh) {
    var all = new ArrayList<>(ssh.jump());
    all.add(ssh.destination());
    return all.stream()
        .map(one -> one.substring(one.lastIndexOf('@') + 1).replaceFirst(":[0-9]+$", ""))
        .filter(HostAliasEdit::isName)
        .toList();
  }

  private static boolean resolves(String name) {
    try {
      InetAddress.getByName(name);
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static HostEntry entry(String name, List<HostEntry> entries, Optional<String> meant) {
    var aliases = entries.stream().filter(HostEntry::isAlias).toList();
    var known = aliases.stream().map(HostEntry::pattern).distinct().toList();
    var wanted = meant.isPresent() ? meant.get() : only(name, known);
    return aliases.stream()
        .filter(entry -> entry.pattern().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                unclear(
                    name,
                    "there is no Host entry \""
                        + wanted
                        + "\"; there are: "
                        + String.join(", ", known)));
  }

  /** The nearest, unless a second one is near too: a wrong host is worse than none. */
  private static String only(String name, List<String> known) {
    var near =
        Nearest.to(name, known)
            .orElseThrow(
                () -> unclear(name, "no Host entry has a name near it; name one with `to`"));
    if (near.equalsIgnoreCase(name)) return near;
    var others = known.stream().filter(one -> !one.equals(near)).toList();
    var second = Nearest.to(name, others);
    if (second.isEmpty()) return near;
    throw unclear(
        name, "both \"" + near + "\" and \"" + second.get() + "\" are near it; name one with `to`");
  }

  private static FailedException unclear(String name, String why) {
    return new FailedException(
        Reason.UNRESOLVED, "\"" + name + "\" neither resolves nor is a Host alias: " + why);
  }
}

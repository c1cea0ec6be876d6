package dev.lifeguard.ssh.key;

import dev.lifeguard.ssh.config.FilePosition;
import dev.lifeguard.ssh.config.HostName;
import dev.lifeguard.ssh.key.KnownHostLine.Marker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a known_hosts file becomes when a person trusts the key that a server shows now: its other
 * plain keys go, every other line, comment and marker stays as it is. Pure.
 */
public final class KnownHostsEdit {
  private static final FilePosition NOWHERE = new FilePosition(Path.of("known_hosts"), 0);

  private KnownHostsEdit() {}

  /** Empty when the server's name could not stand in such a file. */
  public static Optional<String> trusting(HostKeyOffer offer, String before) {
    var name = offer.trusted().name();
    if (!KnownHostsFile.isWritable(name)) return Optional.empty();
    var lines = new ArrayList<String>();
    for (var line : before.split("\n", -1)) kept(line, name).ifPresent(lines::add);
    if (lines.getLast().isEmpty()) lines.removeLast();
    lines.add(line(offer));
    return Optional.of(String.join("\n", lines) + "\n");
  }

  private static String line(HostKeyOffer offer) {
    var name = offer.trusted().name().toLowerCase(Locale.ROOT);
    var hosts = offer.trusted().hashNames() ? HostName.hashed(name) : name;
    return hosts + " " + offer.key().type() + " " + offer.key().base64();
  }

  /** A line for several names loses ours and stays for the others; a pattern is never touched. */
  private static Optional<String> kept(String text, String name) {
    if (!(KnownHostLine.parse(NOWHERE, text) instanceof KnownHostLine.Parsed.Line(var line)))
      return Optional.of(text);
    if (line.marker() != Marker.HOST || !line.isFor(name)) return Optional.of(text);
    var names = List.of(line.hosts().split(","));
    var others = names.stream().filter(one -> !one.equalsIgnoreCase(name)).toList();
    if (line.hosts().startsWith("|") || others.isEmpty()) return Optional.empty();
    if (others.size() == names.size()) return Optional.of(text);
    return Optional.of(
        text.replaceFirst("^\\s*\\S+", String.join(",", others).replace("$", "\\$")));
  }
}

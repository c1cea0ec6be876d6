package dev.lifeguard.ssh.config;

import dev.lifeguard.config.Field;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.SecretFile;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.ssh.config.SshSettings.HostKeyPolicy;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys that say how to reach an SSH server, to be put among the keys of what uses it. */
public final class SshFields {
  private static final Shape<String> DESTINATION =
      Shapes.parsed("[user@]host[:port] or a Host of ~/.ssh/config", SshFields::destination);

  private static final Shape<Keepalive> KEEPALIVE =
      Shapes.object("a keepalive such as {every: 5s, misses: 2}", SshFields::keepalive);

  private final Field<String> ssh;
  private final Field<List<String>> jump;
  private final Field<List<Path>> identity;
  private final Field<SecretSource> passphrase;
  private final Field<SecretSource> password;
  private final Field<Optional<HostKeyPolicy>> policy;
  private final Field<List<Path>> knownHosts;
  private final Field<Optional<Duration>> connectTimeout;
  private final Field<Optional<Keepalive>> keepalive;

  public SshFields(Fields f) {
    ssh = f.required("ssh", DESTINATION, "[user@]host[:port], or a Host alias of ~/.ssh/config");
    jump = f.list("jump", DESTINATION, "hosts on the way, first hop first");
    identity =
        f.list("identity", Shapes.path().check(SshFields::warnOfKey), "private key files to try");
    passphrase = f.secret("passphrase", "opens the private key");
    password = f.secret("password", "for servers that take no key");
    policy =
        f.maybe(
            "host-key-policy",
            Shapes.word(HostKeyPolicy.class),
            "what to do with an unknown host key; a changed one is always refused");
    knownHosts = f.list("known-hosts", Shapes.path(), "files that hold the known host keys");
    connectTimeout =
        f.maybe(
            "connect-timeout",
            Shapes.duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
            "from the first packet to a session");
    keepalive =
        f.maybe("keepalive", KEEPALIVE, "how soon a dead session is noticed; usually 5s × 2");
  }

  public SshSettings settings(Values v) {
    return new SshSettings(
        v.of(ssh),
        v.of(jump),
        v.of(identity),
        v.of(passphrase),
        v.of(password),
        v.of(policy),
        v.of(knownHosts),
        v.of(connectTimeout),
        v.of(keepalive));
  }

  private static java.util.function.Function<Values, Keepalive> keepalive(Fields f) {
    var bounds = Shapes.duration(Duration.ofMillis(200), Duration.ofMinutes(10));
    var every = f.optional("every", bounds, "5s", "how often to ask for a sign of life");
    var misses = f.optional("misses", Shapes.integer(1, 100), "2", "how many may go unanswered");
    return v -> new Keepalive(v.of(every), v.of(misses));
  }

  private static Parsed<String> destination(String text) {
    var form = "write [user@]host[:port] or a Host alias";
    if (text.isBlank()) return Parsed.refused("is blank", form);
    if (!text.matches("[^\\s,]+")) return Parsed.refused("has a space or a comma", form);
    if (text.startsWith("-")) return Parsed.refused("begins with a dash", form);
    var host = text.substring(text.lastIndexOf('@') + 1).replaceFirst(":[0-9]*$", "");
    if (host.isEmpty() || text.startsWith("@")) return Parsed.refused("names no host", form);
    return Parsed.taken(text);
  }

  private static void warnOfKey(Path key, Place place) {
    if (key.toString().endsWith(".pub"))
      place.refuse(
          "is a public key", "name the private one: " + key.toString().replace(".pub", ""));
    else if (SecretFile.read(new SecretSource.InFile(key))
        instanceof SecretFile.Result.Refused(var because)) place.warn(because, "");
  }
}

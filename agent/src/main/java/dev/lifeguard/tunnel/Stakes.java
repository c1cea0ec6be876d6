package dev.lifeguard.tunnel;

import dev.lifeguard.ssh.config.OpenSshConfig;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.TargetOutcome;
import dev.lifeguard.ssh.config.TargetResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files on which a login depends: keys, certificates, known hosts, OpenSSH configuration, for
 * every hop. Reads files: for virtual threads.
 */
final class Stakes {
  private Stakes() {}

  /** When each was changed last, in a form that is only good for comparing. */
  static Map<Path, String> of(SshSettings settings, SshEnvironment environment) {
    var stakes = new TreeMap<Path, String>();
    for (var file : files(settings, environment)) stakes.put(file, stamp(file));
    return stakes;
  }

  private static List<Path> files(SshSettings settings, SshEnvironment environment) {
    var config = OpenSshConfig.load(environment);
    var files = new ArrayList<>(config.files());
    files.addAll(settings.identities());
    files.addAll(settings.knownHosts());
    if (new TargetResolver(environment, config).resolve(settings)
        instanceof TargetOutcome.Resolved(var target)) add(target, files);
    return files;
  }

  private static void add(ResolvedTarget target, List<Path> files) {
    target.credentials().identities().forEach(identity -> files.add(identity.file()));
    files.addAll(target.credentials().certificates());
    files.addAll(target.hostKeys().userFiles());
    files.addAll(target.hostKeys().globalFiles());
    target.route().jumps().forEach(jump -> add(jump, files));
  }

  /** Change time and mode too: {@code chmod 600} mends a key without touching its content. */
  private static String stamp(Path file) {
    try {
      return Files.readAttributes(file, "unix:lastModifiedTime,ctime,mode,size").toString();
    } catch (UnsupportedOperationException e) {
      return String.valueOf(file.toFile().lastModified());
    } catch (IOException e) {
      return "absent";
    }
  }
}

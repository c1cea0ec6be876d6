package dev.lifeguard.app;

import dev.lifeguard.baseline.BaselineScope;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.ssh.config.SshEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the baseline is to look at, as the configuration and the user's home say it. */
public final class BaselineScopes {
  private BaselineScopes() {}

  /**
   * @param only names of gateways; empty: all
   */
  public static BaselineScope of(AgentSettings settings, SettingsFile own, Set<String> only) {
    var gateways =
        settings.gateways().stream()
            .filter(gateway -> only.isEmpty() || only.contains(gateway.name()))
            .map(BaselineScopes::gateway)
            .toList();
    var home = Surroundings.ofProcess().home();
    return new BaselineScope(file(own), SshEnvironment.real(), openClaw(home), gateways);
  }

  private static Optional<Path> file(SettingsFile own) {
    return switch (own) {
      case SettingsFile.At(var path) -> Optional.of(path);
      case SettingsFile.Nowhere _ -> Optional.empty();
    };
  }

  private static BaselineScope.Gateway gateway(WatchedGateway gateway) {
    return new BaselineScope.Gateway(
        gateway.name(),
        gateway.paths().stream().map(WatchedGateway.AccessPath::gateway).toList(),
        gateway.paths().stream().flatMap(path -> path.tunnel().stream()).toList());
  }

  /** Of the usual gateway, and of each profile. */
  private static List<Path> openClaw(Path home) {
    var files = new ArrayList<Path>();
    try (var folders = Files.newDirectoryStream(home, ".openclaw*")) {
      for (var folder : folders) {
        var file = folder.resolve("openclaw.json");
        if (Files.isRegularFile(file)) files.add(file);
      }
    } catch (IOException e) {
      return List.of(); // no home, or none of ours
    }
    files.sort(null);
    return files;
  }
}

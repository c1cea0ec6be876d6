package dev.lifeguard.app;

import dev.lifeguard.config.Source;
import dev.lifeguard.config.Surroundings;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks around this machine for gateways: OpenClaw's own files and their profiles, and what SSH
 * forwards to. Reads files only, and connects to nothing.
 */
public final class Discovery {
  private static final String NAME = "(no file)";
  private static final String PROFILES = ".openclaw-";

  private final Surroundings surroundings;

  Discovery(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Everything that was found, each under a name of its own. */
  List<FoundGateway> all() {
    var found = new ArrayList<FoundGateway>();
    var files = files();
    for (var file : files)
      if (!file.isRemote()) found.add(new LocalOpenClaw(file, surroundings).gateway());
    for (var file : files) new RemoteOpenClaw(file, surroundings).gateway().ifPresent(found::add);
    found.addAll(new SshForwards(surroundings, ports(files)).gateways());
    return FoundGateway.unique(found);
  }

  /** Where gateways listen: usually, and as the files here say. */
  private Set<Integer> ports(List<OpenClawFile> files) {
    var ports = new HashSet<>(OpenClawFile.USUAL_PORTS);
    files.forEach(file -> ports.add(file.port(surroundings.environment())));
    return ports;
  }

  /** What an agent without a configuration watches: the local gateway, found or assumed. */
  FoundGateway local() {
    return files().stream()
        .filter(file -> !file.isRemote())
        .findFirst()
        .map(file -> new LocalOpenClaw(file, surroundings).gateway())
        .orElseGet(this::usual);
  }

  /** A gateway where OpenClaw puts one that nobody configured. */
  private FoundGateway usual() {
    var environment = surroundings.environment();
    var port =
        OpenClawFile.port(environment.getOrDefault("OPENCLAW_GATEWAY_PORT", ""))
            .orElse(OpenClawFile.USUAL_PORT);
    return new FoundGateway(
        "local",
        "no openclaw.json was found: this is where a gateway listens unless told otherwise",
        "ws://127.0.0.1:" + port,
        Optional.of(LocalOpenClaw.fromEnvironment("token", "OPENCLAW_GATEWAY_TOKEN", environment)),
        Optional.empty(),
        Optional.empty());
  }

  /** The configuration that holds where there is no file. */
  static Source assumed(Surroundings surroundings) {
    return Source.of(NAME, "gateways:\n" + new Discovery(surroundings).local().yaml());
  }

  private List<OpenClawFile> files() {
    var files = new ArrayList<OpenClawFile>();
    OpenClawFile.read(Optional.empty(), usualFile()).ifPresent(files::add);
    for (var folder : profiles())
      OpenClawFile.read(
              Optional.of(folder.getFileName().toString().substring(PROFILES.length())),
              folder.resolve("openclaw.json"))
          .ifPresent(files::add);
    return files;
  }

  private Path usualFile() {
    var environment = surroundings.environment();
    var state = environment.getOrDefault("OPENCLAW_STATE_DIR", "~/.openclaw");
    var file = environment.getOrDefault("OPENCLAW_CONFIG_PATH", state + "/openclaw.json");
    return surroundings.resolve(surroundings.folder(), file);
  }

  private List<Path> profiles() {
    var found = new ArrayList<Path>();
    try (var folders = Files.newDirectoryStream(surroundings.home(), PROFILES + "?*")) {
      folders.forEach(found::add);
    } catch (IOException | DirectoryIteratorException e) {
      return List.of(); // no home, no profiles
    }
    found.sort(null);
    return found;
  }
}

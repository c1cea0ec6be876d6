package dev.lifeguard.app;

import dev.lifeguard.config.Surroundings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;

/** The first configuration of a newcomer: what was found here, with a word on each part. */
public final class InitialFile {
  private static final String HEAD =
      """
      # Lifeguard's configuration. Everything but `gateways` may be left out.
      # Check it with `lifeguard config check`; see what holds with `lifeguard config show`.

      agent:
        listen: 127.0.0.1:9789              # metrics, API and console; anything else needs a token
        # token: ${LIFEGUARD_TOKEN}
        # data-dir: ~/.local/state/lifeguard
        reload: hybrid                      # auto | hybrid | manual

      gateways:
      """;

  private static final String TAIL =
      """

      # Rules and remedies: without these lines the ones inside the program apply.
      # rules: [shipped:thresholds.yaml, shipped:monitoring.yaml, my-rules/*.yaml]
      # remedies: [shipped:remedies.yaml]

      # Who is told. Without receivers, alerts go to the log.
      # notify:
      #   receivers:
      #     - name: ops
      #       webhook: {url: "https://hooks.example.org/lifeguard"}
      """;

  private final Surroundings surroundings;

  public InitialFile(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Where it goes unless told otherwise. */
  public Path usualPlace() {
    return surroundings.home().resolve(".config/lifeguard/lifeguard.yaml");
  }

  public String text() {
    var discovery = new Discovery(surroundings);
    var found = discovery.all();
    var gateways = found.isEmpty() ? java.util.List.of(discovery.local()) : found;
    return HEAD
        + gateways.stream().map(FoundGateway::yaml).collect(Collectors.joining("\n"))
        + TAIL;
  }

  /** Writes it for this user's eyes only; a file that is there stays as it is. */
  public void write(Path file) throws IOException {
    if (Files.exists(file)) throw new FileAlreadyExistsException(file.toString());
    replace(file);
  }

  /** Writes it even over a file that is there: aside first, then moved. */
  public void replace(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var aside = Files.createTempFile(folder, ".lifeguard", ".yaml", OWNER_ONLY);
    Files.writeString(aside, text());
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static final java.nio.file.attribute.FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
}

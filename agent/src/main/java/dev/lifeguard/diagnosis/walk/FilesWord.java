package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.ssh.config.SshEnvironment;
import java.util.List;

/** What the files alone say of a way: quick enough for a first word on a cause. */
public final class FilesWord {
  private FilesWord() {}

  /** Reads the OpenSSH configuration and dials nothing. Blocks for some milliseconds. */
  public static List<Sign> of(SshEnvironment environment, Way way) {
    if (way.login().isEmpty()) return List.of();
    var notebook = new Notebook(way);
    new FilesLook(environment, way.login().get(), _ -> false).look(notebook);
    return notebook.evidence().signs().stream().filter(FilesWord::isOfFiles).toList();
  }

  private static boolean isOfFiles(Sign sign) {
    return sign instanceof Sign.AliasUnknown
        || sign instanceof Sign.HostEmpty
        || sign instanceof Sign.Watched;
  }
}

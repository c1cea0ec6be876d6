package dev.lifeguard.ssh.key;

import dev.lifeguard.ssh.config.FilePosition;
import dev.lifeguard.ssh.config.ResolvedTarget.HostKeys;
import dev.lifeguard.ssh.config.SshFinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The known_hosts files as they stood when they were read. Immutable. */
public final class KnownHosts {
  private static final int MAX_BYTES = 16 << 20;

  private final List<KnownHostLine> lines;
  private final List<SshFinding> findings;

  private KnownHosts(List<KnownHostLine> lines, List<SshFinding> findings) {
    this.lines = List.copyOf(lines);
    this.findings = List.copyOf(findings);
  }

  /** Reads the files; one that is absent knows nobody. */
  public static KnownHosts read(List<Path> files) {
    var lines = new ArrayList<KnownHostLine>();
    var findings = new ArrayList<SshFinding>();
    for (var file : files) read(file, lines, findings);
    return new KnownHosts(lines, findings);
  }

  /** All files that a target asks. */
  public static KnownHosts of(HostKeys keys) {
    var files = new ArrayList<>(keys.userFiles());
    files.addAll(keys.globalFiles());
    return read(files);
  }

  /**
   * Judges an offered host key or host certificate. Of a certificate it is only told whether a
   * known authority has signed it: {@link HostKeyVerdict.Known} names the line, the caller still
   * has to check the certificate itself.
   */
  public HostKeyVerdict judge(HostKeys keys, PublicKey offered) {
    return HostKeyJudgement.of(this, keys, offered);
  }

  /** Lines that cannot be understood, files that cannot be read. */
  public List<SshFinding> findings() {
    return findings;
  }

  /** The lines for one name, in the order of the files. */
  public List<KnownHostLine> linesOf(String name) {
    return lines.stream().filter(line -> line.isFor(name)).toList();
  }

  boolean knowsNothing(String name) {
    return linesOf(name).isEmpty();
  }

  private static void read(Path file, List<KnownHostLine> lines, List<SshFinding> findings) {
    if (!Files.exists(file)) return;
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) throw new IOException("larger than 16 MiB");
      int number = 0;
      for (var text : new String(bytes, StandardCharsets.UTF_8).split("\n", -1))
        read(new FilePosition(file, ++number), text, lines, findings);
    } catch (IOException e) {
      var what = "cannot be read, and so knows no host: " + e.getMessage();
      findings.add(
          SshFinding.warning(new FilePosition(file, 0), what, "let the agent's user read it"));
    }
  }

  private static void read(
      FilePosition at, String text, List<KnownHostLine> lines, List<SshFinding> findings) {
    switch (KnownHostLine.parse(at, text)) {
      case KnownHostLine.Parsed.Nothing _ -> {}
      case KnownHostLine.Parsed.Line(var line) -> lines.add(line);
      case KnownHostLine.Parsed.Problem(var what) ->
          findings.add(SshFinding.warning(at, what, "correct or remove the line"));
    }
  }

  /** Of several lines the one of the offered key's type tells more than one of another type. */
  static Optional<KnownHostLine> closest(List<KnownHostLine> lines, KeyBlob offered) {
    return lines.stream()
        .filter(line -> line.key().type().equals(offered.type()))
        .findFirst()
        .or(() -> lines.stream().findFirst());
  }
}

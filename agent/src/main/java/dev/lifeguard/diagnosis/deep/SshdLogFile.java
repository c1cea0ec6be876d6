package dev.lifeguard.diagnosis.deep;

import dev.lifeguard.diagnosis.Diagnosis.Command;
import dev.lifeguard.diagnosis.walk.Further;
import dev.lifeguard.diagnosis.walk.Progress;
import dev.lifeguard.diagnosis.walk.Walk;
import dev.lifeguard.diagnosis.walk.Way;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** sshd's log from over there, as a person handed it over. Blocks for reading. */
public record SshdLogFile(Path file) implements Further {
  private static final int TAIL = 200_000;

  @Override
  public void look(Walk walk, Way way, Progress progress) {
    try {
      var user = walk.evidence().names().values().getOrDefault("user", "");
      SshdLog.signs(tail(), user).forEach(walk.notebook()::sign);
    } catch (IOException e) {
      walk.notebook()
          .command(new Command("here", "read " + file, Optional.of(1), "cannot be read: " + e));
    }
  }

  private String tail() throws IOException {
    try (var open = new RandomAccessFile(file.toFile(), "r")) {
      open.seek(Math.max(0, open.length() - TAIL));
      var bytes = new byte[(int) (open.length() - open.getFilePointer())];
      open.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}

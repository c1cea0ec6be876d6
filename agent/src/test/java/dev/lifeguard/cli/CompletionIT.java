package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion scripts, read by the shells that they are for. */
class CompletionIT {
  @TempDir private Path folder;

  @Test
  void bashCompletesCommandsAndTheirOptions() throws Exception {
    var asked =
        "source %s; COMP_WORDS=(lifeguard rep); COMP_CWORD=1; _complete_lifeguard; echo"
            + " ${COMPREPLY[@]}; COMP_WORDS=(lifeguard report --f); COMP_CWORD=2;"
            + " _complete_lifeguard; echo ${COMPREPLY[@]}";
    assertThat(run("bash", "-c", asked.formatted(script("bash")))).contains("report", "--format");
  }

  @Test
  void fishCompletesCommandsAndTheirOptions() throws Exception {
    var fish = Peers.require(Peer.FISH).toString();
    var asked = "source %s; complete -C 'lifeguard rep'; complete -C 'lifeguard report --for'";
    assertThat(run(fish, "--no-config", "-c", asked.formatted(script("fish"))))
        .contains("report\t", "--format\t");
  }

  @Test
  void zshTakesTheScript() throws Exception {
    var zsh = Peers.require(Peer.ZSH).toString();
    assertThat(run(zsh, "-f", "-c", "source %s && echo taken".formatted(script("zsh"))))
        .isEqualTo("taken\n");
  }

  private Path script(String shell) throws IOException {
    var out = new StringWriter();
    var line = Lifeguard.line(new String[] {"completion", shell}); // as the program does
    line.setOut(new PrintWriter(out, true));
    assertThat(line.execute("completion", shell)).isZero();
    return Files.writeString(folder.resolve("lifeguard." + shell), out.toString());
  }

  private String run(String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}

package dev.lifeguard.diagnosis.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Dimension;
import dev.lifeguard.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/causes.md} is made of the causes themselves. After a change, the first run with
 * {@code -Dlifeguard.write-docs=true} writes it anew.
 */
class CausesDocumentTest {
  private static final Path DOCUMENT = Peers.project().resolve("docs/causes.md");

  @Test
  void theDocumentSaysWhatTheCausesSay() throws IOException {
    var document = document();
    if (Boolean.getBoolean("lifeguard.write-docs")) Files.writeString(DOCUMENT, document);
    assertThat(Files.readString(DOCUMENT)).isEqualTo(document);
  }

  private static String document() {
    var text =
        new StringBuilder(
            """
            # Causes

            What `lifeguard diagnose` and the agent's own diagnosis can find, by dimension. The code is used unchanged as metric
            label (`lifeguard_causes_total{cause}`), alert annotation (`cause`), word in a remedy's `when`, and anchor here.
            Generated from the list in the program; a test holds it current. In a fix, `{names}` are filled with your own.

            """);
    for (var dimension : Dimension.values()) {
      text.append("## ").append(title(dimension)).append("\n\n");
      Arrays.stream(Cause.values())
          .filter(cause -> cause.dimension() == dimension)
          .forEach(cause -> text.append(entry(cause)));
    }
    return text.toString();
  }

  private static String title(Dimension dimension) {
    return switch (dimension) {
      case SERVICE -> "SSH service and network";
      case CONFIGURATION -> "Configuration";
      case TRUST -> "Keys and trust";
      case JUMP -> "Jump hosts and forwarding";
      case RUNTIME -> "Runtime";
      case OPERATION -> "The gateway's operation";
    };
  }

  private static String entry(Cause cause) {
    var english = CauseText.of(cause);
    var chinese = CauseText.inChinese(cause);
    var text =
        new StringBuilder("### ").append(cause.code()).append("\n\n").append(cap(english.name()));
    text.append(". ").append(english.means()).append("\n\n");
    text.append("- ").append(chinese.name()).append("。").append(chinese.means()).append('\n');
    text.append("- Layer: ").append(cause.layer().code()).append('\n');
    text.append("- Speaks for it: ").append(english.speaksFor()).append('\n');
    text.append("- Speaks against it: ").append(english.speaksAgainst()).append('\n');
    cause.remedy().ifPresent(it -> text.append("- Remedy: `").append(it).append("`\n"));
    text.append("- Fix:\n").append(listed(english.steps()));
    if (!english.straight().equals(english.steps()))
      text.append("- Fix where no SSH leads there:\n").append(listed(english.straight()));
    return text.append('\n').toString();
  }

  private static String listed(List<String> steps) {
    return steps.stream()
        .map(step -> step.startsWith("$ ") ? "`" + step.substring(2) + "`" : step)
        .map(step -> "  - " + step + "\n")
        .collect(Collectors.joining());
  }

  private static String cap(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
  }
}

package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.lifeguard.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The program's own layout, on words that a hostile server may say. */
class LogLayoutTest {
  @Test
  void noWordOfAStrangerBeginsALineOrSteersATerminal() throws IOException {
    assertThat(written("closed with 1008 \u001b[31mEVIL\r\nINFO fake gateway=x\tend"))
        .endsWith("closed with 1008 ?[31mEVIL / INFO fake gateway=x?end\n")
        .hasLineCount(1);
  }

  private static String written(String message) throws IOException {
    var file = Peers.project().resolve("agent/src/main/resources/logback.xml");
    var pattern = Pattern.compile("<pattern>(.*)</pattern>").matcher(Files.readString(file));
    assertThat(pattern.find()).isTrue();
    var context = new LoggerContext();
    var layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(pattern.group(1));
    layout.start();
    var logger = context.getLogger("x");
    return layout.doLayout(new LoggingEvent("x", logger, Level.INFO, message, null, null));
  }
}

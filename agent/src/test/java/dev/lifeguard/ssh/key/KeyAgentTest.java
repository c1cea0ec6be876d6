package dev.lifeguard.ssh.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent says that is none, or is broken. */
class KeyAgentTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "00000001 05,                       it refuses to list its keys",
    "00000000,                          an answer of 0 bytes",
    "7fffffff 0c,                       an answer of 2147483647 bytes",
    "ffffffff,                          an answer of -1 bytes",
    "00000005 0c ffffffff,              it claims to hold -1 keys",
    "00000005 0c 00100000,              it claims to hold 1048576 keys",
    "00000005 0c 00000001,              its answer makes no sense",
    "00000009 0c 00000001 7fffffff,     its answer makes no sense",
    "00000001 0c,                       its answer makes no sense",
    "00000005 0c 00,                    it closed the connection",
    "'',                                it closed the connection",
  })
  void tellsABrokenAgentFromAnEmptyOne(String answer, String because) throws IOException {
    try (var server = server()) {
      Thread.ofVirtual()
          .start(() -> answer(server, HexFormat.of().parseHex(answer.replace(" ", ""))));
      assertThat(new KeyAgent(socket()).list())
          .isEqualTo(
              new KeyAgent.Listing.Failed(
                  new Failure(
                      Reason.AGENT_UNREACHABLE,
                      "the ssh-agent at " + socket() + " does not answer: " + because)));
    }
  }

  @Test
  void passesOverKeysThatAreNone() throws IOException {
    try (var server = server()) {
      var answer = "00000012 0c 00000001 00000005 0000000041 00000000";
      Thread.ofVirtual()
          .start(() -> answer(server, HexFormat.of().parseHex(answer.replace(" ", ""))));
      assertThat(new KeyAgent(socket()).list())
          .isEqualTo(new KeyAgent.Listing.Keys(java.util.List.of()));
    }
  }

  @Test
  void doesNotWaitForAnAgentThatSaysNothing() throws IOException {
    try (var server = server()) {
      var impatient = new KeyAgent(socket(), Duration.ofMillis(50));
      assertThat(failure(impatient.list()).detail()).endsWith("no answer in time");
      assertThat(server.isOpen()).isTrue();
    }
  }

  @Test
  void tellsThatThereIsNoSocket() {
    assertThat(failure(new KeyAgent(folder.resolve("none")).list()).detail())
        .endsWith("there is no such socket");
  }

  @Test
  void tellsThatNobodyListensAnyMore() throws IOException {
    server().close();
    assertThat(failure(new KeyAgent(socket()).list()).detail()).endsWith("nobody listens there");
  }

  private static Failure failure(KeyAgent.Listing listing) {
    if (listing instanceof KeyAgent.Listing.Failed(var failure)) return failure;
    throw new AssertionError(listing.toString());
  }

  private Path socket() {
    return folder.resolve("s");
  }

  private ServerSocketChannel server() throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return server.bind(UnixDomainSocketAddress.of(socket()));
  }

  /** Reads the question first: closing over unread bytes would look like a reset. */
  private static void answer(ServerSocketChannel server, byte[] bytes) {
    try (SocketChannel peer = server.accept()) {
      var question = ByteBuffer.allocate(5);
      while (question.hasRemaining() && peer.read(question) >= 0) {}
      var answer = ByteBuffer.wrap(bytes);
      while (answer.hasRemaining()) peer.write(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.lifeguard.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NetNsIT {

  @Test
  void anSshServerElsewhereIsReachedDroppedAndReachedAgain() throws IOException {
    try (var host = new NetNs();
        var sshd = Sshd.setup().on(host).start()) {
      assertThat(banner(sshd)).startsWith("SSH-2.0");
      host.drop();
      assertThatThrownBy(() -> banner(sshd)).isInstanceOf(SocketTimeoutException.class);
      host.heal();
      assertThat(banner(sshd)).startsWith("SSH-2.0");
      host.dropNewConnections();
      assertThatThrownBy(() -> banner(sshd)).isInstanceOf(SocketTimeoutException.class);
      host.lose(10);
      host.heal();
      host.rate("10mbit");
      assertThat(banner(sshd)).startsWith("SSH-2.0");
      host.unplug();
      assertThatThrownBy(() -> banner(sshd)).isInstanceOf(IOException.class);
      host.plug();
      assertThat(banner(sshd)).startsWith("SSH-2.0");
    }
  }

  private static String banner(Sshd sshd) throws IOException {
    try (var socket = new Socket()) {
      socket.setSoTimeout(5_000);
      socket.connect(new InetSocketAddress(sshd.host(), sshd.port()), 700);
      return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
    }
  }
}

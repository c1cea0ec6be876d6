package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.GatewayReport.Exposed;
import dev.lifeguard.gateway.GatewayReport.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 127.0.0.2 stands for an address that others reach: nothing but the test listens there. */
class PortCheckTest {
  @Test
  void portThatBelongsOnLoopbackAndAnswersElsewhereIsExposed() throws IOException {
    var address = InetAddress.getByName("127.0.0.2");
    try (var browser = new ServerSocket(0, 5, address)) {
      var base = browser.getLocalPort() - PortCheck.BROWSER;
      var checked = (Ports.Checked) PortCheck.check(base, List.of(address));
      assertThat(checked.exposed())
          .containsExactly(new Exposed("127.0.0.2", browser.getLocalPort(), "browser control"));
      assertThat(checked.addresses()).containsExactly("127.0.0.2");
    }
  }

  @Test
  void whereNoOtherAddressIsKnownNothingWasChecked() {
    assertThat(PortCheck.check(18_789, List.of())).isInstanceOf(Ports.NotChecked.class);
  }
}

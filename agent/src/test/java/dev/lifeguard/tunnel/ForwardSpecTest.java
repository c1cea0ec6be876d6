package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.tunnel.TunnelSettings.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardSpecTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8080:web:80                 | 127.0.0.1:8080 | web:80
          localhost:8080:web:80       | 127.0.0.1:8080 | web:80
          10.0.0.1:8080:127.0.0.1:80  | 10.0.0.1:8080  | 127.0.0.1:80
          [::1]:8080:[2001:db8::1]:80 | [::1]:8080     | [2001:db8::1]:80
          *:8080:web:80               | 0.0.0.0:8080   | web:80
          :8080:web:80                | 0.0.0.0:8080   | web:80
          0:web:80                    | 127.0.0.1:0    | web:80
          8080:/run/app.sock          | 127.0.0.1:8080 | /run/app.sock
          /tmp/here.sock:web:80       | /tmp/here.sock | web:80
          /tmp/here.sock:/run/app     | /tmp/here.sock | /run/app
          """)
  void readsWhatSshReads(String spec, String listen, String connect) {
    var local = ForwardSpec.read(Direction.LOCAL, spec);
    assertThat(local.local()).hasToString(listen);
    assertThat(local.remote()).hasToString(connect);
    var remote = ForwardSpec.read(Direction.REMOTE, spec);
    assertThat(remote.remote()).hasToString(listen);
    assertThat(remote.local()).hasToString(connect);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8080             | it should be [address:]port:host:port
          8080:web         | it should be [address:]port:host:port
          8080:web:http    | "http" is no port
          8080:web:65536   | "65536" is no port
          8080:web:-1      | "-1" is no port
          a:b:web:80       | "b" is no port
          1:2:3:4:5        | there is too much of it
          ''               | it should be [address:]port:host:port
          """)
  void saysWhatIsWrong(String spec, String why) {
    assertThatThrownBy(() -> ForwardSpec.read(Direction.LOCAL, spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot read the forward \"" + spec + "\": " + why);
  }

  @Test
  void namesAForwardByWhereItListens() {
    assertThat(ForwardSpec.read(Direction.REMOTE, "8080:web:80").name())
        .isEqualTo("127.0.0.1:8080");
  }
}

package dev.lifeguard.diagnosis.far;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.evidence.Sign.Listener;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenerTableTest {
  @Test
  void readsWhatSsPrints() {
    assertThat(
            ListenerTable.read(
                """
                LISTEN 0 511 127.0.0.1:18789 0.0.0.0:* users:(("openclaw-gatewa",pid=42,fd=21))
                LISTEN 0 128 [::]:22 [::]:*
                LISTEN 0 128 127.0.0.53%lo:53 0.0.0.0:*
                """))
        .containsExactly(
            new Listener("127.0.0.1", 18789, Optional.of("openclaw-gatewa (pid 42)")),
            new Listener("::", 22, Optional.empty()),
            new Listener("127.0.0.53", 53, Optional.empty()));
  }

  @Test
  void readsWhatNetstatPrints() {
    assertThat(
            ListenerTable.read(
                """
                Active Internet connections (only servers)
                Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
                tcp        0      0 127.0.0.1:18789         0.0.0.0:*               LISTEN      42/node
                tcp6       0      0 :::22                   :::*                    LISTEN      -
                """))
        .containsExactly(
            new Listener("127.0.0.1", 18789, Optional.of("node (pid 42)")),
            new Listener("::", 22, Optional.empty()));
  }

  @Test
  void readsTheKernelsOwnTable() {
    assertThat(
            ListenerTable.read(
                """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:4965 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
                   1: 0100007F:1F90 0100007F:B001 01 00000000:00000000 00:00000000 00000000     0        0 2 1
                   0: 00000000000000000000000001000000:4965 00000000000000000000000000000000:0000 0A 00000000:0
                """))
        .containsExactly(
            new Listener("127.0.0.1", 18789, Optional.empty()),
            new Listener("::1", 18789, Optional.empty()));
  }

  @Test
  void takesNothingFromWhatIsNoTable() {
    assertThat(ListenerTable.read("This account is restricted.\nLISTEN to me: 12:99999 \n"))
        .isEmpty();
  }
}

package dev.lifeguard.ssh.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import org.apache.sshd.common.kex.BuiltinKEM;
import org.junit.jupiter.api.Test;

class KeysAheadTest {
  private final KeysAhead keys = new KeysAhead(BuiltinKEM.mlkem768);

  @Test
  void makesNoneBeforeSomebodyLackedOne() {
    keys.replenish();
    assertThat(keys.ready()).isZero();
  }

  @Test
  void makesAsManyAsWereLackingAtOnce() {
    keys.getClient();
    keys.getClient();
    keys.replenish();
    Await.until("two are ready", () -> keys.ready() == 2);
  }

  @Test
  void handsEachOutOnce() {
    keys.getClient();
    keys.replenish();
    Await.until("one is ready", () -> keys.ready() == 1);
    var first = keys.getClient().getPublicKey();
    assertThat(keys.ready()).isZero();
    assertThat(keys.getClient().getPublicKey()).isNotEqualTo(first);
  }

  @Test
  void agreesWithTheServerOnTheSecret() {
    keys.getClient();
    keys.replenish();
    Await.until("one is ready", () -> keys.ready() == 1);
    var client = keys.getClient();
    client.init();
    var server = keys.getServer();
    server.init(client.getPublicKey());
    assertThat(client.extractSecret(server.getEncapsulation())).isEqualTo(server.getSecret());
  }
}

package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.config.Secret;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceIdentityTest {
  @TempDir Path folder;

  @Test
  void isMadeOnceAndReadableByUsAlone() throws IOException {
    var file = folder.resolve("deep/device.key");
    var first = DeviceIdentity.in(file).id();
    assertThat(DeviceIdentity.in(file).id()).isEqualTo(first).matches("[0-9a-f]{64}");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void refusesAFileThatIsNoKey() throws IOException {
    var file = Files.writeString(folder.resolve("device.key"), "hello\nworld\n");
    assertThatThrownBy(() -> DeviceIdentity.in(file)).isInstanceOf(IOException.class);
  }

  @Test
  void signsTheChallengeInTheThirdFormat() throws Exception {
    var token = new Credential.Token(new Secret("tok"));
    var challenge = Payload.of(new JsonObject().put("nonce", "abc").put("ts", 1_795_167_178_415L));
    var device = DeviceIdentity.in(folder.resolve("k")).sign("operator.read", token, challenge);

    var raw = Base64.getUrlDecoder().decode(device.getString("publicKey"));
    assertThat(raw).hasSize(32);
    assertThat(device.getString("id"))
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw)));
    var text =
        "v3|%s|gateway-client|backend|operator|operator.read|1795167178415|tok|abc|%s|"
            .formatted(device.getString("id"), ConnectRequest.PLATFORM);
    assertThat(verifies(raw, text, device.getString("signature"))).isTrue();
  }

  @Test
  void passwordIsNoPartOfTheSignature() {
    assertThat(new Credential.Password(new Secret("pw")).signed()).isEmpty();
  }

  private static boolean verifies(byte[] raw, String text, String signature) throws Exception {
    var big = raw.clone();
    for (int i = 0, j = big.length - 1; i < j; i++, j--) {
      var swap = big[i];
      big[i] = big[j];
      big[j] = swap;
    }
    var odd = (big[0] & 0x80) != 0;
    big[0] &= 0x7f;
    var key =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new EdECPublicKeySpec(
                    NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, big))));
    var verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(key);
    verifier.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return verifier.verify(Base64.getUrlDecoder().decode(signature));
  }
}

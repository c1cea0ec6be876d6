package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.ssh.algorithm.Algorithms;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlgorithmProposalTest {
  private static final Algorithms WITH_AES = Algorithms.forCpu(Algorithms.Cpu.WITH_AES);

  @Test
  void prefersAesWhereTheCpuHasIt() {
    assertThat(names(WITH_AES.ciphers().usual()))
        .containsExactly(
            "aes128-gcm@openssh.com",
            "aes256-gcm@openssh.com",
            "chacha20-poly1305@openssh.com",
            "aes128-ctr",
            "aes192-ctr",
            "aes256-ctr");
    assertThat(names(Algorithms.forCpu(Algorithms.Cpu.WITHOUT_AES).ciphers().usual()))
        .startsWith("chacha20-poly1305@openssh.com", "aes128-gcm@openssh.com");
  }

  @ParameterizedTest
  @CsvSource({
    "'flags\t\t: fpu vme aes sse',        WITH_AES",
    "'flags\t\t: fpu vme sse',            WITHOUT_AES",
    "'flags\t\t: fpu vaes sse',           WITHOUT_AES",
    "'Features\t: fp asimd aes pmull',    WITH_AES",
    "'Features\t: fp asimd',              WITHOUT_AES",
    "'model name : aes machine',          WITHOUT_AES",
  })
  void readsFromCpuinfoWhatTheCpuCan(String cpuinfo, Algorithms.Cpu cpu) {
    assertThat(Algorithms.cpu("processor\t: 0\n" + cpuinfo + "\n")).isEqualTo(cpu);
  }

  @Test
  void offersNothingThatIsBrokenUnlessAsked() {
    assertThat(names(WITH_AES.ciphers().usual())).noneMatch(name -> name.contains("cbc"));
    assertThat(names(WITH_AES.ciphers().all())).doesNotContain("none").contains("aes128-cbc");
    assertThat(names(WITH_AES.hostKeys().usual())).doesNotContain("ssh-rsa", "ssh-dss");
    assertThat(names(WITH_AES.hostKeys().all())).contains("ssh-rsa").doesNotContain("ssh-dss");
    assertThat(names(WITH_AES.publicKeys().usual()))
        .contains("sk-ssh-ed25519@openssh.com", "rsa-sha2-512");
    assertThat(names(WITH_AES.keyExchanges().usual()))
        .startsWith("sntrup761x25519-sha512")
        .contains("mlkem768x25519-sha256", "curve25519-sha256")
        .noneMatch(name -> name.endsWith("sha1"));
    assertThat(names(WITH_AES.authorities().usual())).noneMatch(name -> name.contains("-cert-"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aes256-ctr                   | aes256-ctr",
        "aes256-ctr,umac,nothing      | aes256-ctr",
        "+aes128-cbc                  | a b c ctr1 ctr2 ctr3 aes128-cbc",
        "-*ctr*,chacha*               | a b",
        "^aes256-ctr                  | aes256-ctr a b c ctr1 ctr2",
        "-none                        | a b c ctr1 ctr2 ctr3",
        "nothing                      | ''",
      })
  void changesTheDefaultAsAsked(String spec, String expected) {
    var chosen = Algorithms.chosen(Optional.of(spec), WITH_AES.ciphers());
    var wanted =
        expected
            .replaceAll("\\ba\\b", "aes128-gcm@openssh.com")
            .replaceAll("\\bb\\b", "aes256-gcm@openssh.com")
            .replaceAll("\\bc\\b", "chacha20-poly1305@openssh.com")
            .replace("ctr1", "aes128-ctr")
            .replace("ctr2", "aes192-ctr")
            .replace("ctr3", "aes256-ctr");
    assertThat(String.join(" ", names(chosen))).isEqualTo(wanted);
  }

  private static List<String> names(List<? extends NamedResource> resources) {
    return resources.stream().map(NamedResource::getName).toList();
  }
}

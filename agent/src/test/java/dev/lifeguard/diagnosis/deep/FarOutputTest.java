package dev.lifeguard.diagnosis.deep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.evidence.Sign;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FarOutputTest {
  @Test
  void keepsTheLinesOfSshdsLogThatSpeakOfThisUser() {
    var log =
        """
        sshd[1]: Server listening on 0.0.0.0 port 22.
        sshd[2]: User ops from 10.0.0.9 not allowed because not listed in AllowUsers
        sshd[3]: User eve from 10.0.0.9 not allowed because not listed in AllowUsers
        sshd[4]: Failed publickey for ops from 10.0.0.9 port 41234 ssh2
        """;
    assertThat(SshdLog.signs(log, "ops"))
        .containsExactly(
            new Sign.SshdSaid("sshd[4]: Failed publickey for ops from 10.0.0.9 port 41234 ssh2"),
            new Sign.SshdSaid(
                "sshd[2]: User ops from 10.0.0.9 not allowed because not listed in AllowUsers"));
  }

  @Test
  void seesAGatewayInTheProcessList() {
    var table = " 42 1 Tl 01:02:03 0.5 900000 openclaw-gateway run\n";
    assertThat(ProcessTable.sign(table))
        .hasValueSatisfying(sign -> assertThat(((Sign.GatewayProcess) sign).runs()).isTrue());
    assertThat(ProcessTable.sign(""))
        .hasValueSatisfying(sign -> assertThat(((Sign.GatewayProcess) sign).runs()).isFalse());
  }

  @Test
  void readsLoadAndMemory() {
    var figures = "3.00 2.00 1.00 2/345 6789\n2\nMemTotal: 1000 kB\nMemAvailable: 250 kB\n";
    assertThat(HostFigures.load(figures)).contains(new Sign.HostLoad(1.5, 0.25));
    assertThat(HostFigures.load("no such file")).isEmpty();
  }

  @Test
  void addsUpWhatWasSentAgain() {
    var figures = "segs_out:100 retrans:0/3 x\n segs_out:50 retrans:1/4\n";
    assertThat(HostFigures.retransmits(figures)).contains(new Sign.Retransmits(7, 150));
    assertThat(HostFigures.retransmits("")).isEqualTo(Optional.empty());
  }

  @Test
  void findsWhyAGatewayDidNotStart() {
    var log = "ok\nGateway failed to start: Invalid config at /x/openclaw.json: gateway\n";
    assertThat(GatewayLog.signs(log)).hasSize(1);
    assertThat(GatewayLog.signs("all is well\n")).isEmpty();
  }
}

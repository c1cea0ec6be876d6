package dev.lifeguard.diagnosis.deep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.evidence.Discretion;
import dev.lifeguard.diagnosis.evidence.Sign;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void ofSeveralGatewaysTheOneThatHoldsThePortCounts() {
    var table = " 42 1 Tl 01:02 0.5 9 openclaw-gateway\n 43 1 Sl 00:02 0.5 9 openclaw-gateway\n";
    assertThat(process(table, Optional.of("43")).detail()).startsWith("process 43 runs for 00:02");
    assertThat(process(table, Optional.empty()).detail()).startsWith("process 42");
    assertThat(process("", Optional.of("43")).runs()).isFalse();
  }

  private static final String HEADING = "    PID    PPID STAT     ELAPSED %CPU   RSS COMMAND\n";

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "This account is restricted.", "sh: ps: not found"})
  void whatIsNoProcessListSaysNothingOfTheGateway(String output) {
    assertThat(ProcessTable.sign(output, Optional.empty())).isEmpty();
  }

  private static Sign.GatewayProcess process(String table, Optional<String> holder) {
    return (Sign.GatewayProcess) ProcessTable.sign(HEADING + table, holder).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "27477 1 Rl 00:58 21.4 664752 openclaw-gateway",
        "27477 1 Ssl 1-00:58:12 0.4 66 /usr/bin/node /opt/openclaw/openclaw.mjs gateway run",
        "27477 1 Ssl 00:58 0.4 66 node /usr/local/bin/openclaw --profile ops gateway run --port 1"
      })
  void knowsAGatewayByItsTitleOrItsCommand(String line) {
    assertThat(process(line + "\n", Optional.empty()).runs()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31001 1 SN 00:00 37.6 56 /usr/bin/javac -cp /x/openclaw Gateway.java gateway/Hello.java",
        "31001 1 SN 00:00 37.6 56 tail -f /tmp/openclaw/openclaw-gateway.log",
        "31001 1 SN 00:00 37.6 56 node /opt/openclaw/openclaw.mjs channels status"
      })
  void whatOnlyNamesItIsNoGateway(String line) {
    assertThat(process(line + "\n", Optional.empty()).runs()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openclaw gateway run --token abcdef123456|openclaw gateway run --token ***",
        "{\"botToken\":\"123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ\"}|{\"botToken\":\"***\"}",
        "GET https://ops:hunter22@example.org/x|GET https://ops:***@example.org/x",
        "Authorization: Bearer abcdefghijk|Authorization: Bearer ***",
        "gateway token mismatch (provide gateway auth token)|gateway token mismatch (provide"
            + " gateway auth token)"
      })
  void secretsOfOtherProgramsAreNotShown(String line, String shown) {
    assertThat(Discretion.about(line)).isEqualTo(shown);
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

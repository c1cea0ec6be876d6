package dev.lifeguard.diagnosis.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Confidence;
import dev.lifeguard.diagnosis.Diagnosis.Answer;
import dev.lifeguard.diagnosis.Finding;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Alternative;
import dev.lifeguard.diagnosis.evidence.Sign.Role;
import dev.lifeguard.diagnosis.evidence.Sign.TailnetMatter;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasoningTest {
  @ParameterizedTest
  @EnumSource(Cause.class)
  void findsEachCauseFirstFromWhatWouldBeSeen(Cause cause) {
    var evidence = Stories.all().get(cause);
    assertThat(evidence).as("a story of " + cause).isNotNull();
    var findings = found(evidence);
    assertThat(findings.getFirst().cause()).isEqualTo(cause);
    assertThat(findings.getFirst().speaksFor()).isNotEmpty();
    assertThat(findings.getFirst().fix()).isNotEmpty();
  }

  @Test
  void findsNothingWithoutEvidence() {
    assertThat(Reasoning.answer(Evidence.of(Names.NONE))).isInstanceOf(Answer.Healthy.class);
  }

  @Test
  void aPathThatTakesMostOfACallIsWhyItIsFoundSlow() {
    var call = Stories.seen(Fact.GATEWAY_LATENCY, 0.35);
    var trip = new Sign.RoundTrip(Duration.ofMillis(300));
    var near = Stories.seen(Fact.TCP_LATENCY, 0.002);
    var complaint = new Sign.FoundSlow("high_latency");
    assertThat(found(Evidence.of(Stories.NAMES, call, near, trip, complaint)).getFirst().cause())
        .isEqualTo(Cause.SLOW_PATH);
    assertThat(Reasoning.answer(Evidence.of(Stories.NAMES, call, near, trip)))
        .as("a far gateway of which nobody complains")
        .isInstanceOf(Answer.Healthy.class);
    assertThat(Reasoning.answer(Evidence.of(Stories.NAMES, call, near, complaint)))
        .as("slow for a cause that was not seen")
        .isInstanceOf(Answer.CannotTell.class);
  }

  @Test
  void suggestsTheNearestAliasInTheFix() {
    var drift = found(Stories.all().get(Cause.HOST_ALIAS_DRIFT)).getFirst();
    assertThat(drift.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(drift.fix().getFirst()).contains("jumpbox-prod-internal");
  }

  @Test
  void ranksASymptomBehindWhatExplainsIt() {
    var findings = found(Stories.all().get(Cause.REMOTE_PORT_WRONG));
    assertThat(findings).extracting(Finding::cause).contains(Cause.DESTINATION_REFUSED);
    assertThat(findings.getFirst().cause()).isEqualTo(Cause.REMOTE_PORT_WRONG);
  }

  @Test
  void takesAGatewayThatAnsweredOnThisWayForStoppedWhateverElseRunsOverThere() {
    var findings =
        found(
            Evidence.of(
                Stories.NAMES,
                Stories.failed(PathLayer.FORWARD, Reason.DESTINATION_REFUSED),
                new Sign.AnsweredBefore("last at noon"),
                new Sign.FarListeners(List.of(), List.of(19001))));
    assertThat(findings.getFirst().cause()).isEqualTo(Cause.GATEWAY_STOPPED);
    assertThat(findings)
        .filteredOn(it -> it.cause() == Cause.REMOTE_PORT_WRONG)
        .extracting(Finding::confidence)
        .containsExactly(Confidence.POSSIBLE);
  }

  @Test
  void oneOfSeveralGatewaysThatNobodyClaimsIsTheLikelierWhereThisOneNeverAnswered() {
    var findings =
        found(
            Evidence.of(
                Stories.NAMES,
                Stories.failed(PathLayer.FORWARD, Reason.DESTINATION_REFUSED),
                new Sign.FarListeners(List.of(), List.of(19001, 18798))));
    var first = findings.getFirst();
    assertThat(first.cause()).isEqualTo(Cause.REMOTE_PORT_WRONG);
    assertThat(first.speaksFor())
        .startsWith(
            "the forward leads to port 18789, and a gateway answers on port 18798 over there",
            "a gateway answers on port 19001 over there");
    assertThat(first.speaksAgainst()).containsExactly("which of them is meant is not known");
    assertThat(findings)
        .filteredOn(it -> it.cause() == Cause.GATEWAY_STOPPED)
        .extracting(Finding::confidence)
        .containsExactly(Confidence.POSSIBLE);
  }

  @Test
  void aGatewayThatTheConfigurationKnowsUnderAnotherNameIsTheLastToBeTakenForThisOne() {
    var refused = Stories.failed(PathLayer.FORWARD, Reason.DESTINATION_REFUSED);
    var neighbours = new Sign.Neighbours(Map.of(19001, "office"));
    var two = new Sign.FarListeners(List.of(), List.of(19001, 19101));
    var free = found(Evidence.of(Stories.NAMES, refused, neighbours, two)).getFirst();
    assertThat(free.fix().getFirst()).contains("19101");
    var one = new Sign.FarListeners(List.of(), List.of(19001));
    var findings = found(Evidence.of(Stories.NAMES, refused, neighbours, one));
    assertThat(findings.getFirst().cause()).isEqualTo(Cause.REMOTE_PORT_WRONG);
    assertThat(findings.getFirst().speaksAgainst())
        .containsExactly("by the configuration that is the gateway office");
    assertThat(findings).extracting(Finding::cause).contains(Cause.GATEWAY_STOPPED);
  }

  @Test
  void saysThatAWrongKeyAndAUserWhoMayNotLogInLookTheSame() {
    var answer =
        Reasoning.answer(
            Evidence.of(Stories.NAMES, Stories.failed(PathLayer.SSH_AUTH, Reason.KEY_REJECTED)));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Found.class,
            found -> {
              assertThat(found.findings())
                  .extracting(Finding::cause)
                  .containsExactly(Cause.KEY_REJECTED, Cause.USER_NOT_ALLOWED);
              assertThat(found.findings().getLast().confidence()).isEqualTo(Confidence.POSSIBLE);
              assertThat(found.reservation().orElseThrow()).contains("cannot tell");
            });
  }

  @Test
  void isCertainOfTheKeyOnceTheLogSpeaksOfIt() {
    var answer =
        Reasoning.answer(
            Evidence.of(
                Stories.NAMES,
                Stories.failed(PathLayer.SSH_AUTH, Reason.KEY_REJECTED),
                new Sign.SshdSaid("Failed publickey for ops from 10.0.0.9 port 5 ssh2")));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Found.class,
            found -> {
              assertThat(found.findings()).hasSize(1);
              assertThat(found.findings().getFirst().confidence()).isEqualTo(Confidence.CERTAIN);
              assertThat(found.reservation()).isEmpty();
            });
  }

  @Test
  void aDuplicateAliasBreaksNothingWhileTheWayCarries() {
    var twice =
        new Sign.AliasTwice("prod", List.of("a:1", "a:9"), "Port 22, later 23", Optional.empty());
    assertThat(Reasoning.answer(Evidence.of(Stories.NAMES, twice)))
        .isInstanceOfSatisfying(
            Answer.Healthy.class,
            healthy ->
                assertThat(healthy.noticed())
                    .extracting(Finding::cause)
                    .containsExactly(Cause.DUPLICATE_HOST_ALIAS));
  }

  @Test
  void aHiddenValueThatAnswersNoMoreThanTheOneInForceIsOnlyPossible() {
    var shadowed =
        new Sign.Shadowed(
            "Port", "22", "here", "23", "there", Optional.of(new Alternative("prod:23", false)));
    var findings =
        found(
            Evidence.of(
                Stories.NAMES, shadowed, Stories.failed(PathLayer.NETWORK, Reason.REFUSED)));
    assertThat(findings.getFirst().cause()).isEqualTo(Cause.REFUSED);
    assertThat(findings.getLast().cause()).isEqualTo(Cause.SETTING_SHADOWED);
    assertThat(findings.getLast().speaksAgainst()).isNotEmpty();
  }

  @Test
  void anExpiredKeyIsWhyTailscaleIsLoggedOut() {
    var findings =
        found(
            Evidence.of(
                Stories.NAMES,
                Stories.failed(PathLayer.NETWORK, Reason.CONNECT_TIMEOUT),
                new Sign.Tailnet(TailnetMatter.STOPPED, "tailscale here is logged out"),
                new Sign.Tailnet(TailnetMatter.KEY_EXPIRED, "the node key is expired")));
    assertThat(findings)
        .extracting(Finding::cause)
        .startsWith(Cause.TAILNET_KEY_EXPIRED, Cause.TAILNET_STOPPED);
  }

  @Test
  void leavesChannelsAsideWhileTheWayToThemIsBroken() {
    var blocked = Stories.all().get(Cause.CHANNEL_BLOCKED).signs().getFirst();
    var findings =
        found(
            Evidence.of(
                Stories.NAMES, blocked, Stories.failed(PathLayer.SSH_AUTH, Reason.KEY_PERMISSION)));
    assertThat(findings).extracting(Finding::cause).containsExactly(Cause.KEY_PERMISSION);
  }

  @Test
  void cannotTellWhyAFailureThatNothingExplainsHappened() {
    var answer =
        Reasoning.answer(
            Evidence.of(Stories.NAMES, Stories.failed(PathLayer.GATEWAY, Reason.BROKEN)));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.CannotTell.class, told -> assertThat(told.because()).contains("broken"));
  }

  @Test
  void cannotTellWhyCallsAreSlowWhenNeitherPathNorLoopIs() {
    var answer =
        Reasoning.answer(
            Evidence.of(
                Stories.NAMES,
                Stories.seen(Fact.P99_LATENCY, 12),
                Stories.seen(Fact.TCP_LATENCY, 0.001),
                Stories.seen(Fact.EVENT_LOOP_DELAY, 0.02)));
    assertThat(answer).isInstanceOf(Answer.CannotTell.class);
  }

  @Test
  void aRefusedConfigurationExplainsWhyNobodyListens() {
    var refused = new Sign.ConfigRefused("gateway: Unrecognized key");
    var findings =
        found(Evidence.of(Names.NONE, refused, Stories.failed(PathLayer.NETWORK, Reason.REFUSED)));
    assertThat(findings.getFirst().cause()).isEqualTo(Cause.CONFIG_REJECTED);
    assertThat(Reasoning.answer(Evidence.of(Names.NONE, refused)))
        .isInstanceOf(Answer.Healthy.class);
  }

  @Test
  void anAliasThatResolvesIsNoDrift() {
    var near = new Sign.AliasUnknown(Role.TARGET, "prod", Optional.of("prod-internal"));
    assertThat(Reasoning.answer(Evidence.of(Stories.NAMES, near)))
        .isInstanceOf(Answer.Healthy.class);
  }

  @Test
  void theSecondDiagnosisIsToldOnlyIfItSaysMore() {
    var first = Reasoning.answer(Stories.all().get(Cause.DESTINATION_REFUSED));
    var second = Reasoning.answer(Stories.all().get(Cause.REMOTE_PORT_WRONG));
    assertThat(Reasoning.changes(first, second)).isTrue();
    assertThat(Reasoning.changes(second, second)).isFalse();
  }

  private static List<Finding> found(Evidence evidence) {
    var answer = Reasoning.answer(evidence);
    assertThat(answer).isInstanceOf(Answer.Found.class);
    return ((Answer.Found) answer).findings();
  }
}

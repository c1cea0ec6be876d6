package dev.lifeguard.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.ProbeOutcome.Failed;
import dev.lifeguard.probe.ProbeOutcome.Passed;
import dev.lifeguard.probe.ProbeOutcome.Phase;
import dev.lifeguard.probe.ProbeOutcome.Reading;
import dev.lifeguard.probe.ProbeOutcome.Unknown;
import dev.lifeguard.probe.tcp.Dialled.Source;
import dev.lifeguard.probe.tcp.TcpEvent.TcpConnected;
import dev.lifeguard.reason.Reason;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against real listeners of this machine's kernel. */
class TcpProbeTest {
  @Test
  void reportsTheKernelsRoundTripAndTheAddressUsed() throws Exception {
    try (var scene = new Scene();
        var listener = Listener.hangingUpAtOnce("127.0.0.1")) {
      assumeThat(scene.vertx.isNativeTransportEnabled()).isTrue();
      var passed = passed(scene.look(listener.target()));
      var connected = scene.event(TcpConnected.class);
      assertThat(connected.connected().source()).isEqualTo(Source.KERNEL);
      assertThat(connected.connected().address()).isEqualTo(listener.address());
      assertThat(connected.connected().retransmits()).isZero();
      assertThat(connected.connected().latency())
          .isPositive()
          .isLessThanOrEqualTo(connected.connected().wall());
      assertThat(passed.timing().phases())
          .extracting(Phase::name)
          .containsExactly("resolve", "connect");
      assertThat(passed.readings())
          .containsExactly(
              new Reading(
                  Subject.gateway("home"),
                  Fact.TCP_LATENCY,
                  FactValue.of(connected.connected().latency())));
    }
  }

  @Test
  void saysWhenItHadToMeasureByItself() throws Exception {
    try (var scene = new Scene(new VertxOptions(), InetAddress::getAllByName);
        var listener = Listener.hangingUpAtOnce("127.0.0.1")) {
      passed(scene.look(listener.target()));
      var connected = scene.event(TcpConnected.class).connected();
      assertThat(connected.source()).isEqualTo(Source.USER);
      assertThat(connected.latency()).isEqualTo(connected.wall());
    }
  }

  @Test
  void connectsOverIpv6() throws Exception {
    try (var scene = new Scene();
        var listener = Listener.hangingUpAtOnce("::1")) {
      passed(scene.look(new TcpTarget("[::1]", listener.port(), TcpTarget.Family.ANY)));
      assertThat(scene.event(TcpConnected.class).connected().address())
          .isEqualTo(listener.address());
    }
  }

  @Test
  void aClosedPortRefuses() throws Exception {
    try (var scene = new Scene()) {
      var listener = Listener.hangingUpAtOnce("127.0.0.1");
      listener.close();
      var failed = failed(scene.look(listener.target()));
      assertThat(failed.failure().reason()).isEqualTo(Reason.REFUSED);
      assertThat(failed.failure().detail()).contains("127.0.0.1:" + listener.port());
      assertThat(failed.readings())
          .extracting(Reading::value)
          .containsExactly(FactValue.of(Double.POSITIVE_INFINITY));
    }
  }

  @Test
  void aClosedPortRefusesWithoutTheKernelsHelpToo() throws Exception {
    try (var scene = new Scene(new VertxOptions(), InetAddress::getAllByName)) {
      var listener = Listener.hangingUpAtOnce("127.0.0.1");
      listener.close();
      assertThat(failed(scene.look(listener.target())).failure().reason())
          .isEqualTo(Reason.REFUSED);
    }
  }

  @Test
  void droppedRequestsAreATimeoutAtTheDeadline() throws Exception {
    try (var scene = new Scene();
        var listener = Listener.full()) {
      var look = scene.begin(listener.target());
      scene.vertx.setTimer(300, _ -> look.end());
      var failed = failed(look.outcome());
      assertThat(failed.failure().reason()).isEqualTo(Reason.CONNECT_TIMEOUT);
      assertThat(failed.timing().took()).isGreaterThan(Duration.ofMillis(250));
    }
  }

  /** The kernel asks again after a second; its own round trip would call that path fast. */
  @Test
  void aRetransmittedRequestIsReportedByTheWallClock() throws Exception {
    try (var scene = new Scene();
        var listener = Listener.full()) {
      assumeThat(scene.vertx.isNativeTransportEnabled()).isTrue();
      var look = scene.begin(listener.target());
      scene.vertx.setTimer(
          300,
          _ ->
              scene.vertx.executeBlocking(
                  () -> {
                    listener.takeAll();
                    return true;
                  }));
      passed(look.outcome());
      var connected = scene.event(TcpConnected.class).connected();
      assertThat(connected.retransmits()).isPositive();
      assertThat(connected.source()).isEqualTo(Source.USER);
      assertThat(connected.latency()).isGreaterThan(Duration.ofMillis(800));
    }
  }

  @Test
  void anAddressWithoutARouteIsUnreachable() throws Exception {
    try (var scene = new Scene()) {
      var failed = failed(scene.look(TcpTarget.of("255.255.255.255", 9)));
      assertThat(failed.failure().reason()).isEqualTo(Reason.NETWORK_UNREACHABLE);
    }
  }

  @Test
  void aNameThatNobodyHasIsUnresolved() throws Exception {
    try (var scene = new Scene()) {
      var outcome = scene.look(TcpTarget.of("nowhere.invalid", 22));
      assertThat(
              switch (outcome) {
                case Failed failed -> failed.failure().reason();
                case Unknown unknown -> unknown.because().reason(); // no resolver here at all
                case Passed _ -> Reason.BROKEN;
              })
          .isEqualTo(Reason.UNRESOLVED);
    }
  }

  @Test
  void connectsToAnAddressOnceASecondForAllWhoAsk() throws Exception {
    try (var scene = new Scene();
        var listener = Listener.hangingUpAtOnce("127.0.0.1")) {
      scene.look(listener.target());
      var begun = System.nanoTime();
      var looks = List.of(scene.begin(listener.target()), scene.begin(listener.target()));
      for (var look : looks) passed(look.outcome());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(800));
      dev.lifeguard.peer.Await.until("the listener counts", () -> listener.taken() >= 2);
      assertThat(listener.taken()).isEqualTo(2);
    }
  }

  @Test
  void aLookWhoseTurnDidNotComeSaysNothingAboutTheTarget() throws Exception {
    try (var scene = new Scene();
        var listener = Listener.hangingUpAtOnce("127.0.0.1")) {
      scene.look(listener.target());
      var look = scene.begin(listener.target());
      look.end();
      var unknown = (Unknown) look.outcome();
      assertThat(unknown.because().reason()).isEqualTo(Reason.BUDGET_EXHAUSTED);
      assertThat(unknown.readings())
          .extracting(Reading::value)
          .hasOnlyElementsOfType(FactValue.Unknown.class);
      passed(scene.look(listener.target()));
    }
  }

  @Test
  void aLookThatLeavesASharedAttemptDoesNotEndItForTheOthers() throws Exception {
    try (var scene = new Scene();
        var listener = Listener.full()) {
      var impatient = scene.begin(listener.target());
      var patient = scene.begin(listener.target());
      impatient.end();
      assertThat(failed(impatient.outcome()).failure().reason()).isEqualTo(Reason.CONNECT_TIMEOUT);
      listener.takeAll();
      passed(patient.outcome());
    }
  }

  private static Passed passed(ProbeOutcome outcome) {
    assertThat(outcome).isInstanceOf(Passed.class);
    return (Passed) outcome;
  }

  private static Failed failed(ProbeOutcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }
}

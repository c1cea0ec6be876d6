package dev.lifeguard.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.probe.ProbeOutcome.Failed;
import dev.lifeguard.probe.ProbeOutcome.Passed;
import dev.lifeguard.probe.ProbeOutcome.Unknown;
import dev.lifeguard.probe.tcp.TcpEvent.ResolverBack;
import dev.lifeguard.probe.tcp.TcpEvent.ResolverLost;
import dev.lifeguard.probe.tcp.TcpEvent.TcpConnected;
import dev.lifeguard.reason.Reason;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a look when the system's resolver answers well, badly, late or not at all. */
class NamesTest {
  private static final String NONAME = "home.test: Name or service not known";
  private static final String AGAIN = "home.test: Temporary failure in name resolution";

  private volatile Resolver.Call system = _ -> new InetAddress[0];
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);
  private final Scene scene =
      new Scene(
          new VertxOptions().setPreferNativeTransport(true),
          name -> {
            asked.incrementAndGet();
            return system.addresses(name);
          });

  @AfterEach
  void close() {
    release.countDown();
    scene.close();
  }

  @Test
  void aNameThatDoesNotExistIsTheTargetsFailure() throws Exception {
    system = _ -> refuse(NONAME);
    var failed = (Failed) scene.look(TcpTarget.of("home.test", 22));
    assertThat(failed.failure().reason()).isEqualTo(Reason.UNRESOLVED);
    assertThat(scene.events).isEmpty();
  }

  @Test
  void aFailingResolverIsOneMatterAndNoTargetsFailure() throws Exception {
    system = _ -> refuse(AGAIN);
    for (var name : new String[] {"a.test", "b.test", "c.test"}) {
      var unknown = (Unknown) scene.look(TcpTarget.of(name, 22));
      assertThat(unknown.because().reason()).isEqualTo(Reason.UNRESOLVED);
    }
    scene.event(ResolverLost.class);
    assertThat(scene.events).isEmpty();
    system = _ -> refuse(NONAME);
    scene.look(TcpTarget.of("d.test", 22));
    scene.event(ResolverBack.class);
  }

  @Test
  void aSilentResolverIsNotWaitedForLongerThanItsPatience() throws Exception {
    system =
        _ -> {
          await();
          return refuse(AGAIN);
        };
    var unknown = (Unknown) scene.look(TcpTarget.of("home.test", 22));
    assertThat(unknown.because().reason()).isEqualTo(Reason.UNRESOLVED);
    scene.event(ResolverLost.class);
    var again = (Unknown) scene.look(TcpTarget.of("home.test", 22));
    assertThat(again.because().reason()).isEqualTo(Reason.UNRESOLVED);
    assertThat(asked).as("one question at a time").hasValue(1);
  }

  @Test
  void aLookThatEndsWhileTheResolverThinksIsUnknown() throws Exception {
    system =
        _ -> {
          await();
          return refuse(NONAME);
        };
    var look = scene.begin(TcpTarget.of("home.test", 22));
    look.end();
    assertThat(((Unknown) look.outcome()).because().reason()).isEqualTo(Reason.UNRESOLVED);
  }

  @Test
  void theLastGoodAddressServesOnWhileTheResolverFails() throws Exception {
    try (var listener = Listener.hangingUpAtOnce("127.0.0.1")) {
      var first = new CountDownLatch(1);
      system =
          _ -> {
            if (first.getCount() == 0) return refuse(AGAIN);
            first.countDown();
            return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
          };
      var target = TcpTarget.of("home.test", listener.port());
      assertThat(scene.look(target)).isInstanceOf(Passed.class);
      assertThat(scene.event(TcpConnected.class).remembered()).isFalse();
      assertThat(asked).hasValue(1);
      scene.look(target);
      assertThat(asked).as("a short memory").hasValue(1);
      assertThat(scene.event(TcpConnected.class).remembered()).isFalse();
      scene.time.push(Duration.ofSeconds(10));
      assertThat(scene.look(target)).isInstanceOf(Passed.class);
      scene.event(ResolverLost.class);
      assertThat(scene.event(TcpConnected.class).remembered()).isTrue();
    }
  }

  @Test
  void keepsToTheChosenFamily() throws Exception {
    try (var listener = Listener.hangingUpAtOnce("::1")) {
      system =
          _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")};
      var v6 = new TcpTarget("home.test", listener.port(), TcpTarget.Family.IPV6);
      assertThat(scene.look(v6)).isInstanceOf(Passed.class);
      assertThat(scene.event(TcpConnected.class).connected().address())
          .isEqualTo(listener.address());
      var v4 = new TcpTarget("home.test", listener.port(), TcpTarget.Family.IPV4);
      assertThat(((Failed) scene.look(v4)).failure().reason()).isEqualTo(Reason.REFUSED);
    }
  }

  @Test
  void aNameWithoutAnAddressOfTheFamilyIsUnresolved() throws Exception {
    system = _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
    var failed = (Failed) scene.look(new TcpTarget("home.test", 22, TcpTarget.Family.IPV6));
    assertThat(failed.failure().reason()).isEqualTo(Reason.UNRESOLVED);
  }

  private void await() {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static InetAddress[] refuse(String words) throws UnknownHostException {
    throw new UnknownHostException(words);
  }
}

package dev.lifeguard.ssh;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretFile;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Login.Hop;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.ResolvedTarget.AuthMethod;
import dev.lifeguard.ssh.key.IdentitySet;
import dev.lifeguard.ssh.key.KnownHosts;
import dev.lifeguard.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;

/** Logs in to one target, step by step. Runs on a thread that may wait, and may be interrupted. */
final class Dialler {
  /** What is asked of one login. */
  record Call(ResolvedTarget target, Persistence persistence, SshTrace trace, Use use) {
    Call(ResolvedTarget target, Persistence persistence, SshTrace trace) {
      this(target, persistence, trace, Use.CARRY);
    }

    String server() {
      return target.login().toString();
    }
  }

  /** What becomes of the session. */
  enum Use {
    CARRY,

    /** It ends as soon as it stands: nothing is said in it that was worth keeping for decades. */
    PROVE
  }

  /** sshd hangs up at the sixth refusal (MaxAuthTries), and counts it against us. */
  private static final int MOST_KEYS = 5;

  private final Time time;
  private final Windows windows;
  private final Routes routes;
  private final Gate gate;
  private final AtomicLong numbers = new AtomicLong();

  Dialler(Time time, Windows windows, Routes routes, Gate gate) {
    this.time = time;
    this.windows = windows;
    this.routes = routes;
    this.gate = gate;
  }

  SshSession dial(Call call) throws LoginException, InterruptedException {
    var laps = new Laps(time, call.server());
    var before = new ArrayList<Hop>();
    try {
      return dial(call, laps, before);
    } catch (FailedException e) {
      call.trace().tell("failed: " + e.failure());
      throw new LoginException(e.failure(), login(before, laps), true);
    } catch (NotTried e) {
      call.trace().tell("not tried: " + e.failure());
      throw new LoginException(e.failure(), Login.NONE, false);
    }
  }

  private SshSession dial(Call call, Laps laps, List<Hop> before)
      throws LoginException, InterruptedException {
    var identities = affordable(IdentitySet.gather(call.target(), time.now()));
    var password = password(call.target());
    call.trace().tell("keys to offer: " + identities.keys());
    identities.problems().forEach(problem -> call.trace().tell("key not usable: " + problem));
    if (identities.keys().isEmpty() && password.isEmpty() && !identities.problems().isEmpty())
      throw new FailedException(identities.problems().getFirst());
    var stake = Holds.Stake.of(call.target(), identities, password.map(Secret::hashCode).orElse(0));
    gate.refuseHeld(call, stake);
    var route = routes.open(call, laps, before);
    try {
      var session = login(new Attempt(call, laps, identities, password, route));
      gate.welcomed(call);
      var opened = new SshSession(identity(call, login(before, laps)), session, time);
      opened.closed().thenRun(route.release());
      return opened;
    } catch (FailedException e) {
      drop(route);
      gate.failed(call, e.failure(), stake);
      throw e;
    } catch (InterruptedException | RuntimeException e) {
      drop(route); // whatever it was, no connection is left behind
      throw e;
    }
  }

  private static IdentitySet affordable(IdentitySet all) {
    if (all.keys().size() <= MOST_KEYS) return all;
    var problems = new ArrayList<>(all.problems());
    var what = "only " + MOST_KEYS + " of " + all.keys().size() + " keys were offered";
    problems.add(
        new Failure(
            Reason.KEY_REJECTED,
            what + ", because sshd hangs up after a few: name the right one as identity"));
    return new IdentitySet(all.keys().subList(0, MOST_KEYS), problems);
  }

  private static void drop(Routes.Route route) {
    route.wire().close(true);
    route.release().run();
  }

  private SshSession.Identity identity(Call call, Login login) {
    var keepalive = call.target().patience().keepalive();
    return new SshSession.Identity(
        numbers.incrementAndGet(), call.server(), login, keepalive, call.trace());
  }

  /** All that one handshake goes by. */
  record Attempt(
      Call call,
      Laps laps,
      IdentitySet identities,
      Optional<Secret> password,
      Routes.Route route) {}

  private WireSession login(Attempt attempt) throws InterruptedException {
    var target = attempt.call().target();
    var watch = new AuthWatch(attempt.call().trace());
    var hostKeys = new HostKeyCheck(target, time, attempt.call().trace());
    var algorithms = algorithms(attempt);
    var methods = methods(target, attempt, algorithms);
    var proofs = new Engine.Proofs(algorithms, hostKeys, methods, attempt.password());
    var manager = Engine.forLogin(proofs, watch, windows);
    return new HandshakeRun(attempt, hostKeys, watch).run(manager);
  }

  private static AlgorithmProposal algorithms(Attempt attempt) {
    var target = attempt.call().target();
    var trusted = target.hostKeys();
    var files = new ArrayList<>(trusted.userFiles());
    files.addAll(trusted.globalFiles());
    var proposal = AlgorithmProposal.of(target, KnownHosts.read(files));
    var cheap = attempt.call().use() == Use.PROVE && attempt.password().isEmpty();
    return cheap && target.algorithms().kex().isEmpty() ? proposal.cheapFirst() : proposal;
  }

  private static List<UserAuthFactory> methods(
      ResolvedTarget target, Attempt attempt, AlgorithmProposal algorithms) {
    var methods = new ArrayList<UserAuthFactory>();
    for (var method : target.credentials().methods()) {
      switch (method) {
        case PUBLIC_KEY -> methods.add(new PublicKeyLogin(attempt.identities(), algorithms));
        case KEYBOARD_INTERACTIVE -> {
          if (attempt.password().isPresent())
            methods.add(UserAuthKeyboardInteractiveFactory.INSTANCE);
        }
        case PASSWORD -> {
          if (attempt.password().isPresent()) methods.add(UserAuthPasswordFactory.INSTANCE);
        }
      }
    }
    if (methods.isEmpty()) throw new FailedException(Reason.AUTH_METHOD, "no method is configured");
    return methods;
  }

  private static Optional<Secret> password(ResolvedTarget target) {
    var methods = target.credentials().methods();
    if (!methods.contains(AuthMethod.PASSWORD)
        && !methods.contains(AuthMethod.KEYBOARD_INTERACTIVE)) return Optional.empty();
    return switch (SecretFile.read(target.credentials().password())) {
      case SecretFile.Result.Read(var secret) -> Optional.of(secret);
      case SecretFile.Result.Absent _ -> Optional.empty();
      case SecretFile.Result.Refused(var because) ->
          throw new FailedException(Reason.CREDENTIAL_MISSING, because);
    };
  }

  private static Login login(List<Hop> before, Laps laps) {
    var hops = new ArrayList<>(before);
    hops.add(laps.hop());
    return new Login(hops);
  }
}

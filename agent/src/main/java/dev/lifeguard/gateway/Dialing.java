package dev.lifeguard.gateway;

import dev.lifeguard.gateway.Phases.Phase;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One attempt at a connection: resolve, connect, TLS, upgrade, challenge, hello, each timed, all
 * within one deadline. Lives on one event loop and ends exactly once.
 */
final class Dialing {
  private static final String ID = "connect";

  private final Dialer dialer;
  private final Credential credential;
  private final String scope;
  private final ConnectRequest.Range protocols;
  private final Consumer<Signal> listener;
  private final Promise<Attempt> done = Promise.promise();
  private final Wire wire;
  private Timer deadline = () -> {};
  private Phases phases = Phases.NONE;
  private Phase at = Phase.RESOLVE;
  private long since;
  private Optional<Instant> certificateExpires = Optional.empty();
  private Optional<DeviceIdentity> device = Optional.empty();

  Dialing(
      Dialer dialer,
      Credential credential,
      String scope,
      ConnectRequest.Range protocols,
      Consumer<Signal> listener) {
    this.dialer = dialer;
    this.credential = credential;
    this.scope = scope;
    this.protocols = protocols;
    this.listener = listener;
    this.wire = new Wire(dialer.web, dialer.time);
  }

  Future<Attempt> start() {
    deadline = dialer.time.after(dialer.limits.handshake(), this::expired);
    enter(Phase.RESOLVE);
    wire.listen(this::heard);
    dialer
        .resolve()
        .compose(
            ips -> {
              pass(Phase.CONNECT);
              return new Forerunner(dialer.net, dialer.time, dialer.settings, this::foreran)
                  .run(ips);
            })
        .compose(this::identified)
        .compose(this::upgrade)
        .onSuccess(_ -> opened())
        .onFailure(this::failed);
    return done.future();
  }

  private void foreran(Phase phase, Duration took) {
    phases = phases.and(phase, took);
    enter(phase == Phase.CONNECT ? Phase.TLS : Phase.UPGRADE);
  }

  private Future<InetAddress> identified(Forerunner.Seen seen) {
    certificateExpires = seen.certificateExpires();
    enter(Phase.UPGRADE);
    return dialer
        .device(seen.ip())
        .map(
            identity -> {
              device = identity;
              return seen.ip();
            });
  }

  private Future<Void> upgrade(InetAddress ip) {
    if (done.future().isComplete()) return Future.failedFuture("given up");
    enter(Phase.UPGRADE);
    return wire.open(options(ip));
  }

  /**
   * Without a name to check we go where the forerunner went. Never an Origin header: with one, the
   * gateway grants nothing and counts us into its lock-out.
   */
  private WebSocketConnectOptions options(InetAddress ip) {
    var address = Address.of(dialer.settings.url());
    var named = address.secure() && dialer.settings.tlsFingerprint().isEmpty();
    var options =
        new WebSocketConnectOptions()
            .setHost(Address.literal(named ? address.host() : ip.getHostAddress()))
            .setPort(address.port())
            .setURI(address.path())
            .setSsl(address.secure())
            .setAllowOriginHeader(false)
            .setTimeout(dialer.limits.handshake().toMillis());
    if (address.secure()) options.setSslOptions(Trust.options(dialer.settings));
    if (!named) options.addHeader("Host", address.authority());
    return options;
  }

  private void opened() {
    if (at == Phase.UPGRADE) pass(Phase.CHALLENGE);
  }

  private void heard(Wire.Heard heard) {
    switch (heard) {
      case Wire.Heard.Came(Frame.Push(var event, var payload))
          when event.equals("connect.challenge") ->
          challenged(payload);
      case Wire.Heard.Came(Frame.Answered(var id, var payload)) when id.equals(ID) ->
          welcomed(payload);
      case Wire.Heard.Came(Frame.Refused(var id, var error)) when id.equals(ID) -> refused(error);
      case Wire.Heard.Came _ -> wire.traffic().ignored(Traffic.Odd.FRAME);
      case Wire.Heard.Ended(var how) -> ended(how);
    }
  }

  private void challenged(Payload challenge) {
    opened(); // the first frame may overtake the news that the socket is open
    if (at != Phase.CHALLENGE) return;
    pass(Phase.HELLO);
    JsonObject frame =
        new ConnectRequest(protocols, scope, credential, device).frame(ID, challenge);
    wire.send(frame).onFailure(this::failed);
  }

  private void welcomed(Payload payload) {
    var hello = Hello.of(payload);
    if (hello.isEmpty()) {
      fail(new Failure(Reason.NOT_A_GATEWAY, "its hello is none"));
      return;
    }
    if (!hello.get().isWithin(protocols)) {
      var spoken = "it says hello in protocol " + hello.get().protocol();
      fail(new Failure(Reason.PROTOCOL_MISMATCH, spoken + "; we asked for " + protocols));
      return;
    }
    phases = phases.and(Phase.HELLO, dialer.time.since(since));
    deadline.cancel();
    done.tryComplete(
        new Attempt.Stands(
            new GatewayConnection(
                wire, dialer, hello.get(), phases, certificateExpires, listener)));
  }

  private void refused(GatewayError error) {
    end(
        new HandshakeFailure(
            at,
            error.failure(),
            phases,
            error.retryAfter(),
            error.failure().reason() == Reason.PAIRING_REQUIRED
                ? error.pairing()
                : Optional.empty()));
  }

  private void ended(Closed how) {
    fail(
        switch (how) {
          case Closed.Lost _ ->
              new Failure(Reason.RESET, "closed during the handshake, in phase " + at.code());
          case Closed.Dismissed(var code, var reason) -> dismissed(code, reason);
          case Closed other -> other.failure();
        });
  }

  private static Failure dismissed(int code, String reason) {
    var detail = ("closed with " + code + " " + reason).strip();
    return switch (code) {
      case 1002 -> new Failure(Reason.PROTOCOL_MISMATCH, detail);
      case 1008 -> new Failure(Reason.REQUEST_REJECTED, detail);
      default -> new Failure(Reason.UNAVAILABLE, detail);
    };
  }

  private void failed(Throwable thrown) {
    fail(
        thrown instanceof UpgradeRejectedException rejected
            ? Upgrades.of(rejected)
            : hinted(NetworkFailures.of(thrown)));
  }

  /** A TLS port answers a plain request by closing, and says nothing of why. */
  private Failure hinted(Failure failure) {
    var plain = !Address.of(dialer.settings.url()).secure();
    return plain && at == Phase.UPGRADE && failure.reason() == Reason.RESET
        ? new Failure(failure.reason(), failure.detail() + "; a TLS port does so: is it wss://?")
        : failure;
  }

  private void expired() {
    var waited = "nothing within " + dialer.limits.handshake().toSeconds() + " s";
    fail(
        switch (at) {
          case RESOLVE -> new Failure(Reason.UNRESOLVED, waited);
          case CONNECT -> new Failure(Reason.CONNECT_TIMEOUT, waited);
          case TLS -> new Failure(Reason.TLS_HANDSHAKE, waited);
          case UPGRADE, CHALLENGE, HELLO, RPC ->
              new Failure(Reason.GATEWAY_HUNG, waited + " in phase " + at.code());
        });
  }

  private void fail(Failure failure) {
    end(HandshakeFailure.of(at, failure, phases));
  }

  private void end(HandshakeFailure failure) {
    deadline.cancel();
    if (!done.tryComplete(new Attempt.Failed(failure))) return;
    wire.listen(_ -> {});
    wire.end(new Closed.Done());
  }

  private void pass(Phase next) {
    phases = phases.and(at, dialer.time.since(since));
    enter(next);
  }

  private void enter(Phase next) {
    at = next;
    since = dialer.time.nanos();
  }
}

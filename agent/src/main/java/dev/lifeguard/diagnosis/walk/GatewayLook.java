package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.config.SecretSource;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayPing;
import dev.lifeguard.gateway.GatewayPing.Pong;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.HandshakeFailure;
import dev.lifeguard.gateway.HttpFace;
import dev.lifeguard.gateway.HttpSight;
import dev.lifeguard.gateway.Limits;
import dev.lifeguard.gateway.Phases;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Speaks to the gateway: its health pages, then a handshake and one call. Blocks. */
final class GatewayLook {
  private static final Duration PAGES = Duration.ofSeconds(3);

  private final Means means;
  private final Duration patience;

  GatewayLook(Means means, Duration patience) {
    this.means = means;
    this.patience = patience;
  }

  boolean look(Notebook notebook, GatewaySettings settings) throws InterruptedException {
    var sight = pages(settings);
    if (!sight.suppressed().isEmpty()) notebook.sign(new Sign.Suppressed(sight.suppressed()));
    var opinion = sight.opinion();
    if (opinion.problem().isPresent()) {
      notebook.failed(PathLayer.GATEWAY, "/healthz", opinion.problem().get());
      return false;
    }
    if (hasSecret(settings)) return handshake(notebook, settings);
    status(notebook, GatewayState.RUNNING, "no token is given: only its health pages were read");
    return true;
  }

  private HttpSight pages(GatewaySettings settings) throws InterruptedException {
    var seen = new CompletableFuture<HttpSight>();
    var context = means.vertx().getOrCreateContext();
    var within = patience.compareTo(PAGES) < 0 ? patience : PAGES;
    context.runOnContext(
        _ -> {
          var face = new HttpFace(means.vertx(), means.time(), settings);
          face.look(within)
              .onComplete(
                  sight -> {
                    face.close();
                    if (sight.succeeded()) seen.complete(sight.result());
                    else seen.completeExceptionally(sight.cause());
                  });
        });
    return Waiting.on(seen, within.multipliedBy(3))
        .orElseThrow(() -> new IllegalStateException("the health pages have no deadline"));
  }

  private boolean handshake(Notebook notebook, GatewaySettings settings)
      throws InterruptedException {
    var limits = Limits.DEFAULT;
    var ping = new GatewayPing(means.vertx(), means.time(), settings, limits, means.deviceKey());
    var pong =
        Waiting.on(
                ping.once().toCompletionStage().toCompletableFuture(),
                limits.handshake().plus(limits.call()).plusSeconds(1))
            .orElseGet(() -> new Pong.HeldOff(new Failure(Reason.TIMEOUT, "no answer at all")));
    return switch (pong) {
      case Pong.Answered(var phases, var version) -> {
        answered(notebook, phases, version);
        yield true;
      }
      case Pong.Failed(var failure) -> {
        failed(notebook, failure);
        yield false;
      }
      case Pong.HeldOff(var because) -> {
        notebook.failed(PathLayer.GATEWAY, "handshake", because);
        yield false;
      }
    };
  }

  private void answered(Notebook notebook, Phases phases, String version) {
    var call = phases.steps().getLast().took();
    notebook.sign(
        new Sign.Seen(Subject.gateway("gateway"), Fact.GATEWAY_LATENCY, FactValue.of(call)));
    if (call.compareTo(patience) > 0)
      notebook.sign(
          new Sign.SlowerThanAllowed(
              "a call to the gateway", "probes.gateway.timeout", patience, call));
    status(notebook, GatewayState.RUNNING, "version " + version + ", " + text(phases));
  }

  private static void failed(Notebook notebook, HandshakeFailure failure) {
    failure.pairing().ifPresent(it -> notebook.sign(new Sign.PairingAsked(it.command())));
    notebook.failed(PathLayer.GATEWAY, "handshake, " + failure.at().code(), failure.failure());
  }

  private static void status(Notebook notebook, GatewayState state, String note) {
    notebook.passed(PathLayer.GATEWAY, Fact.GATEWAY_STATUS, FactValue.of(state.code()), note);
  }

  /** An unset variable leaves an empty secret, which is none. */
  private static boolean hasSecret(GatewaySettings settings) {
    return isGiven(settings.token()) || isGiven(settings.password());
  }

  private static boolean isGiven(SecretSource source) {
    return switch (source) {
      case SecretSource.None _ -> false;
      case SecretSource.Given(var secret) -> !secret.reveal().isEmpty();
      case SecretSource.InFile _, SecretSource.InJson _, SecretSource.Unset _ -> true;
    };
  }

  private static String text(Phases phases) {
    return phases.steps().stream()
        .map(step -> step.phase().code() + " " + Thresholds.length(step.took().toNanos() / 1e9))
        .collect(Collectors.joining(", "));
  }
}

package dev.lifeguard.app;

import dev.lifeguard.config.Secret;
import dev.lifeguard.console.Console;
import dev.lifeguard.console.Endpoint;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where the agent answers at present. When the address or the token changes, the new place is
 * opened before the old one is closed. One caller at a time; blocks.
 */
final class Front {
  private static final long START_SECONDS = 10;

  private final Vertx vertx;
  private final Tenancy tenancy;
  private final String version;
  private final List<Endpoint> endpoints;
  private Face face;
  private Console console;
  private String address;

  private Front(Vertx vertx, Tenancy tenancy, String version, List<Endpoint> endpoints, Face face) {
    this.vertx = vertx;
    this.tenancy = tenancy;
    this.version = version;
    this.endpoints = List.copyOf(endpoints);
    this.face = face;
    this.console = console(face);
    this.address = open(console, face);
  }

  static Front open(
      Vertx vertx, Tenancy tenancy, String version, List<Endpoint> endpoints, Face face) {
    return new Front(vertx, tenancy, version, endpoints, face);
  }

  synchronized String address() {
    return address;
  }

  /** Moves to where the settings say, or throws and stays. */
  synchronized void follow(AgentSettings.Own own) {
    var next = face(own, tenancy.token());
    if (next.equals(face)) return;
    var moved = !next.listen().equals(face.listen());
    if (!moved) {
      console.trust(next.settings());
      face = next;
      return;
    }
    var replacement = console(next);
    var there = opened(replacement, next);
    console.stop();
    console = replacement;
    face = next;
    address = there;
  }

  CompletionStage<Void> close() {
    return console.stop().toCompletionStage();
  }

  private Console console(Face where) {
    var made = new Console(vertx, where.settings());
    made.serve(endpoints);
    return made;
  }

  private String open(Console made, Face where) {
    try {
      return opened(made, where);
    } catch (FailedException e) {
      throw new AgentRefused(e.failure().detail());
    }
  }

  private String opened(Console made, Face where) {
    try {
      var port =
          made.start()
              .toCompletionStage()
              .toCompletableFuture()
              .get(START_SECONDS, TimeUnit.SECONDS);
      var opened = where.address(port);
      tenancy.announce(opened, version);
      return opened;
    } catch (ExecutionException e) {
      throw cannot(
          where, String.valueOf(e.getCause().getMessage()) + "; give another one with --listen");
    } catch (TimeoutException e) {
      throw cannot(where, "not within " + START_SECONDS + " s");
    } catch (IOException e) {
      throw cannot(where, "agent.json cannot be written: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannot(where, "interrupted");
    }
  }

  private static Face face(AgentSettings.Own own, Secret token) {
    try {
      return Face.of(own, token);
    } catch (AgentRefused e) {
      throw new FailedException(Reason.REQUEST_REJECTED, String.valueOf(e.getMessage()));
    }
  }

  private static FailedException cannot(Face where, String because) {
    return new FailedException(Reason.BIND_DENIED, "cannot listen on " + where + ": " + because);
  }
}

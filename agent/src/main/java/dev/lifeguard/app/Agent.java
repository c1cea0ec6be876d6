package dev.lifeguard.app;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.console.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the agent: everything is built, started in order, reloaded, and stopped in reverse.
 * Its methods block and are called by the command that runs it, never from an event loop.
 */
public final class Agent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final Duration START = Duration.ofSeconds(20);

  private final Stopping stopping;
  private final Wiring wiring;

  private final String address;

  private Agent(Stopping stopping, Wiring wiring, String address) {
    this.stopping = stopping;
    this.wiring = wiring;
    this.address = address;
  }

  /** Starts it, or says why it cannot; then nothing is left behind. */
  public static Agent start(Settings settings, String version) {
    var loaded = load(settings);
    var stopping = new Stopping();
    try {
      return start(settings, loaded, version, stopping);
    } catch (RuntimeException e) {
      stopping.run();
      throw e;
    }
  }

  private static Agent start(
      Settings settings, Loaded.Good<AgentSettings> loaded, String version, Stopping stopping) {
    var own = loaded.value().own();
    var tenancy = move(own.dataDir(), stopping);
    var face = Face.of(own, tenancy.token());
    var ground = Ground.lay(own.dataDir(), version, stopping);
    var wiring = new Wiring(ground, settings, loaded, version);
    wiring.start(stopping);
    var address = listen(ground, face, wiring, stopping);
    announce(tenancy, address, version);
    log.info("agent ready version={} address={} data-dir={}", version, address, own.dataDir());
    return new Agent(stopping, wiring, address);
  }

  private static Loaded.Good<AgentSettings> load(Settings settings) {
    return switch (settings.load()) {
      case Loaded.Good<AgentSettings> good -> good;
      case Loaded.Bad<AgentSettings> bad ->
          throw new AgentRefused(settings.described() + " cannot be used", bad.problems());
    };
  }

  private static Tenancy move(Path dataDir, Stopping stopping) {
    try {
      var tenancy = Tenancy.take(dataDir);
      stopping.add("tenancy", Duration.ofSeconds(1), tenancy);
      return tenancy;
    } catch (Tenancy.Taken e) {
      throw new AgentRefused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new AgentRefused(dataDir + " cannot be used as data-dir: " + e);
    }
  }

  private static String listen(Ground ground, Face face, Wiring wiring, Stopping stopping) {
    var console = new Console(ground.vertx(), face.settings());
    console.serve(wiring.endpoints());
    stopping.addAsync("console", Duration.ofSeconds(1), () -> console.stop().toCompletionStage());
    try {
      var port =
          console
              .start()
              .toCompletionStage()
              .toCompletableFuture()
              .get(START.toSeconds(), TimeUnit.SECONDS);
      return face.address(port);
    } catch (java.util.concurrent.ExecutionException | CompletionException e) {
      throw new AgentRefused(
          "cannot listen on "
              + face
              + ": "
              + e.getCause().getMessage()
              + "; give another one with --listen");
    } catch (TimeoutException e) {
      throw new AgentRefused("cannot listen on " + face + " within " + START.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentRefused("interrupted while starting");
    }
  }

  private static void announce(Tenancy tenancy, String address, String version) {
    try {
      tenancy.announce(address, version);
    } catch (IOException e) {
      throw new AgentRefused("agent.json cannot be written: " + e);
    }
  }

  /** What it watches, for people: one line a gateway. */
  public java.util.List<String> watched() {
    return wiring.watched();
  }

  /** Where its HTTP face answers. */
  public String address() {
    return address;
  }

  /** Refuses new work, ends what is under way, flushes, and leaves. */
  @Override
  public void close() {
    log.info("agent stopping");
    stopping.run();
    log.info("agent stopped");
  }
}

package dev.lifeguard.app;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the agent: everything is built, started in order, reloaded, and stopped in reverse.
 * Its methods block and are called by the command that runs it, never from an event loop.
 */
public final class Agent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);

  private final Stopping stopping;
  private final Wiring wiring;

  private final Front front;

  private Agent(Stopping stopping, Wiring wiring, Front front) {
    this.stopping = stopping;
    this.wiring = wiring;
    this.front = front;
  }

  /** Starts it, or says why it cannot; then nothing is left behind. */
  public static Agent start(Settings settings, String version) {
    var loaded = load(settings);
    var stopping = new Stopping();
    try {
      return start(settings, loaded, version, stopping);
    } catch (StoreException e) {
      stopping.run();
      throw new AgentRefused(String.valueOf(e.getMessage()));
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
    var front = Front.open(ground.vertx(), tenancy, version, wiring.endpoints(), face);
    stopping.addAsync("console", Duration.ofSeconds(1), front::close);
    wiring.follow(front);
    log.info(
        "agent ready version={} address={} data-dir={}", version, front.address(), own.dataDir());
    return new Agent(stopping, wiring, front);
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

  /** What it watches, for people: one line a gateway. */
  public java.util.List<String> watched() {
    return wiring.watched();
  }

  /** Where its HTTP face answers. */
  public String address() {
    return front.address();
  }

  /** Reads the configuration anew and puts all of it in force; what came of it is logged. */
  public void reload() {
    wiring.reload();
  }

  /** Refuses new work, ends what is under way, flushes, and leaves. */
  @Override
  public void close() {
    log.info("agent stopping");
    stopping.run();
    log.info("agent stopped");
  }
}

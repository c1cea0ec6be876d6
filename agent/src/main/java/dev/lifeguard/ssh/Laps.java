package dev.lifeguard.ssh;

import dev.lifeguard.ssh.Login.Hop;
import dev.lifeguard.ssh.Login.Lap;
import dev.lifeguard.ssh.Login.Step;
import dev.lifeguard.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stopwatch of one hop. One thread. */
final class Laps {
  private final Time time;
  private final String server;
  private final List<Lap> done = new ArrayList<>();
  private Optional<Step> step = Optional.empty();
  private Optional<String> address = Optional.empty();
  private Optional<String> version = Optional.empty();
  private long since;

  Laps(Time time, String server) {
    this.time = time;
    this.server = server;
  }

  /** Ends the step under way, and begins the next. */
  void begin(Step next) {
    end();
    step = Optional.of(next);
    since = time.nanos();
  }

  /** Forgets a try that came to nothing. */
  void restart(Step first) {
    done.clear();
    step = Optional.empty();
    begin(first);
  }

  void end() {
    step.ifPresent(ended -> done.add(new Lap(ended, time.since(since))));
    step = Optional.empty();
  }

  void reached(String dialled) {
    address = Optional.of(dialled);
  }

  void heard(String identification) {
    version = Optional.of(identification);
  }

  /** The hop as it stands, with the step under way counted up to now. */
  Hop hop() {
    var laps = new ArrayList<>(done);
    step.ifPresent(under -> laps.add(new Lap(under, time.since(since))));
    return new Hop(server, address, version, false, laps);
  }
}

package dev.lifeguard.diagnosis.far;

import dev.lifeguard.diagnosis.Diagnosis.Command;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.ssh.SshSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The host on which a gateway lives, as something that commands can be run on. Blocks, with a
 * deadline; what is run is fixed text of ours, never a peer's.
 */
public sealed interface FarHost {
  /** As {@code Command.where} names it. */
  String name();

  Command run(String line, Duration deadline) throws InterruptedException;

  /** Over an open session. */
  record Remote(SshSession session) implements FarHost {
    private static final int LIMIT = 200_000;

    @Override
    public String name() {
      return session.server();
    }

    @Override
    public Command run(String line, Duration deadline) throws InterruptedException {
      try {
        var result =
            session
                .exec(line, deadline, LIMIT)
                .toCompletableFuture()
                .get(deadline.toMillis() + 500, TimeUnit.MILLISECONDS);
        return new Command(name(), line, result.status(), result.output() + result.errors());
      } catch (ExecutionException e) {
        var why = e.getCause() instanceof FailedException known ? known.failure() : e.getCause();
        return new Command(name(), line, Optional.empty(), "(not run: " + why + ")");
      } catch (TimeoutException e) {
        return new Command(name(), line, Optional.empty(), "(not over in time)");
      }
    }
  }

  /** This machine: the gateway runs beside us. */
  record Here() implements FarHost {
    @Override
    public String name() {
      return "here";
    }

    @Override
    public Command run(String line, Duration deadline) throws InterruptedException {
      return LocalShell.run(line, deadline);
    }
  }
}

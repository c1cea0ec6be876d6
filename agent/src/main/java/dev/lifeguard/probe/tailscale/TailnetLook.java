package dev.lifeguard.probe.tailscale;

import dev.lifeguard.probe.LocalCommand;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks the tailscale program of this machine, which changes nothing. Blocks, each question within
 * its deadline.
 *
 * @param searchPath as in {@code PATH}
 */
public record TailnetLook(String searchPath, Duration within) {
  /** What it came to. */
  public sealed interface Sight {
    record Seen(Tailnet net, List<TailnetTrouble> troubles) implements Sight {}

    /** There is nothing to ask, or it does not answer. */
    record Blind(Failure because) implements Sight {}
  }

  public static TailnetLook here(Duration within) {
    return new TailnetLook(System.getenv().getOrDefault("PATH", ""), within);
  }

  public Sight look(TailnetWays ways, Instant now) throws InterruptedException {
    var program = LocalCommand.find("tailscale", searchPath, within);
    if (program.isEmpty())
      return blind(Reason.NOT_SUPPORTED, "there is no tailscale program on this machine");
    return switch (program.get().run("status", "--json")) {
      case LocalCommand.Result.Failed(var failure) -> new Sight.Blind(failure);
      case LocalCommand.Result.Said(var output) -> seen(program.get(), output, ways, now);
    };
  }

  private static Sight seen(LocalCommand program, String output, TailnetWays ways, Instant now)
      throws InterruptedException {
    var net = Tailnet.read(output);
    if (net.isEmpty())
      return blind(Reason.COMMAND_FAILED, "tailscale status --json says nothing that we know");
    return new Sight.Seen(net.get(), TailnetJudgement.of(net.get(), serve(program), ways, now));
  }

  /** An old release, or one whose daemon is down, has nothing to say here. */
  private static Optional<TailnetServe> serve(LocalCommand program) throws InterruptedException {
    return switch (program.run("serve", "status", "--json")) {
      case LocalCommand.Result.Failed _ -> Optional.empty();
      case LocalCommand.Result.Said(var output) -> TailnetServe.read(output);
    };
  }

  private static Sight blind(Reason reason, String detail) {
    return new Sight.Blind(new Failure(reason, detail));
  }
}

package dev.lifeguard.remedy.step.channel;

import dev.lifeguard.gateway.Payload;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Accounts;
import dev.lifeguard.remedy.step.Accounts.Account;
import dev.lifeguard.remedy.step.Control;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.remedy.step.Ward;
import java.time.Duration;
import java.util.Optional;

/**
 * Stops a channel's account, starts it, or both. A restart stops first: while the gateway waits
 * between two attempts of its own, a start alone does nothing. Nothing here logs an account out,
 * which would delete its token.
 */
public final class ChannelMove implements StepKind {
  /** What is done with the account. */
  public enum Move {
    START("Starts"),
    STOP("Stops"),
    RESTART("Stops and starts");

    private final String verb;

    Move(String verb) {
      this.verb = verb;
    }
  }

  private final Move move;
  private final Ward ward;

  public ChannelMove(Move move, Ward ward) {
    this.move = move;
    this.ward = ward;
  }

  @Override
  public String name() {
    return "channel." + move.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    return Expected.preview(
        move.verb + " a channel.",
        () -> {
          var account = account(scene, ward.control(scene.gateway()));
          var stands = account + " (now " + account.lifecycle() + ")";
          var warning =
              move == Move.STOP
                  ? " It stays stopped until somebody starts it, and the gateway says it is not"
                      + " ready meanwhile."
                  : "";
          return Preview.of(move.verb + " " + stands + "." + warning, "channel " + account);
        });
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(
        () -> {
          var control = ward.control(scene.gateway());
          var account = account(scene, control);
          if (move != Move.START) stop(control, account);
          if (move != Move.STOP) start(control, account);
          return StepOutcome.done(
              account + ": " + account.lifecycle() + " before, " + now(scene, control) + " now");
        });
  }

  @Override
  public boolean looksFirst() {
    return move == Move.RESTART;
  }

  /**
   * OpenClaw restarts a failed channel itself, ten times; only then it is left to others. Where the
   * service itself does not answer the gateway, or refuses it, a restart is no help.
   */
  @Override
  public Optional<Block> obstacle(Scene scene) throws InterruptedException {
    if (move != Move.RESTART) return Optional.empty();
    try {
      var control = ward.control(scene.gateway());
      var account = account(scene, control);
      var pending = account.state().flag("restartPending").orElse(false);
      return pending ? Optional.of(atIt(account.state())) : refusedByService(control, account);
    } catch (FailedException e) {
      return Optional.empty(); // the step will say what is wrong
    }
  }

  /** What its live probe says, and says again: one alone may have been unlucky. */
  private static Optional<Block> refusedByService(Control control, Account account)
      throws InterruptedException {
    if (Accounts.troubleWithService(control, account).isEmpty()) return Optional.empty();
    return Accounts.troubleWithService(control, account)
        .map(
            trouble ->
                new Block(
                    Why.FUTILE,
                    "the service of "
                        + account
                        + " does not let the gateway in ("
                        + trouble
                        + "), which a restart of the channel does not mend"));
  }

  private static Block atIt(Payload state) {
    var attempts = state.whole("reconnectAttempts").map(n -> ", attempt " + n);
    return new Block(
        Why.SUPERVISOR,
        "OpenClaw's own monitor is restarting the channel" + attempts.orElse("") + " of 10");
  }

  private Account account(Scene scene, Control control) throws InterruptedException {
    var account = Accounts.of(scene, control);
    if (move == Move.STOP || account.enabled()) return account;
    throw new FailedException(
        Reason.REQUEST_REJECTED,
        account + " is disabled in the gateway's configuration, which is no failure");
  }

  private static void stop(Control control, Account account) throws InterruptedException {
    var answer = control.write("channels.stop", account.params());
    if (answer.flag("stopped").orElse(false)) return;
    throw refused(account, "did not stop", answer);
  }

  private static void start(Control control, Account account) throws InterruptedException {
    var answer = control.write("channels.start", account.params());
    if (answer.flag("started").orElse(false)) return;
    throw refused(account, "did not start", answer);
  }

  private static FailedException refused(Account account, String what, Payload answer) {
    var outcome = answer.child("outcome");
    var why = outcome.text("reason").or(() -> outcome.text("status")).orElse("no reason given");
    return new FailedException(Reason.UNAVAILABLE, account + " " + what + ": " + why);
  }

  /** Started is not connected: whether it helped, the next looks tell. */
  private static String now(Scene scene, Control control) throws InterruptedException {
    return Accounts.of(scene, control).lifecycle();
  }
}
